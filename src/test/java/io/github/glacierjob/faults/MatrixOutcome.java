package io.github.glacierjob.faults;

import static io.github.glacierjob.faults.MatrixRun.SIZE;
import static io.github.glacierjob.faults.MatrixRun.THIRD;
import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.faults.MatrixRun.Taken;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.testkit.Consumption;
import java.util.Collections;
import java.util.List;

/** The outcomes in the cells of the fault matrix, with their checks. */
enum MatrixOutcome {
    ASKED_AGAIN("requested again") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertWholeAndUnnoticed(run);
            assertThat(run.thirdRanges()).containsOnly(THIRD);
            assertCount(run, run.thirdRanges(), 1 + run.happened());
            assertCount(run, run.ranges(), 5 + run.happened());
        }
    },
    FETCHED_AGAIN("that range fetched again") {
        @Override
        void check(MatrixRun run) throws Exception {
            ASKED_AGAIN.check(run);
            assertThat(run.happened()).isEqualTo(2);
        }
    },
    RESUMED("resumed at the byte") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertWholeAndUnnoticed(run);
            List<String> ranges = run.thirdRanges();
            String last = ranges.get(ranges.size() - 1);
            assertThat(ranges).first().isEqualTo(THIRD);
            assertThat(Consumption.startOf(last)).isBetween(run.resumesAt(), 2L * MIB + 900_000);
            assertThat(last).endsWith("-3145727");
            assertCount(run, ranges, 2);
            assertCount(run, run.ranges(), 6);
        }
    },
    PROVED_WHOLE("proved by the hash of the whole") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertProof(run, "whole");
        }
    },
    PROVED_BY_LENGTH("proved by length alone") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertProof(run, "length");
        }
    },
    WHOLE_IS_YOURS("each range right, whole not compared") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertWholeAndUnnoticed(run);
            assertThat(run.taken).extracting(Taken::proof).containsOnly("range");
            assertThat(run.ranges()).hasSize(5);
        }
    },
    NOTHING_HANDED_OVER("error, nothing delivered") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, JobOutputException.class, "checksumPolicy=required");
            assertThat(run.taken).isEmpty();
            await().atMost(SOON).until(() -> run.files().isEmpty());
        }
    },
    GONE("error, reported once") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, JobOutputExpiredException.class, "the service no longer has");
            assertThat(run.taken).isEmpty();
            await().atMost(SOON).until(() -> run.files().isEmpty());
        }
    },
    ERROR_AT_THE_CHUNK("error at that chunk") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertLastingTrouble(run);
            assertThat(lengthOfAll(run)).isEqualTo(2L * MIB);
        }
    },
    ERROR_AT_THE_BYTE("error at that byte") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertLastingTrouble(run);
            assertThat(run.taken).allSatisfy(one -> {
                assertThat(one.bytes()).hasSize(2 * MIB);
                assertThat(one.complete()).isFalse();
            });
        }
    },
    ERROR_PART_KEPT("error, verified ranges kept") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertLastingTrouble(run);
            assertThat(run.taken).isEmpty();
            assertThat(run.files()).containsExactly(".glacier-journal", ".glacier-part");
            assertThat(run.ranges()).filteredOn(range -> !THIRD.equals(range)).doesNotHaveDuplicates();
        }
    },
    ERROR_BEFORE_THE_END("error before the last chunk") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, TreeHashMismatchException.class, "the whole output of " + SIZE + " bytes");
            assertThat(lengthOfAll(run)).isEqualTo(4L * MIB);
            assertThat(run.ranges()).hasSize(5);
        }
    },
    ERROR_NO_FILE("error, no file") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, TreeHashMismatchException.class, "the whole output of " + SIZE + " bytes");
            assertThat(run.taken).isEmpty();
            await().atMost(SOON).until(() -> run.files().isEmpty());
            assertThat(run.ranges()).hasSize(5);
        }
    },
    NOTHING_FETCHED("error, nothing fetched") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, JobFailedException.class, "The archive is gone");
            assertThat(run.ranges()).isEmpty();
            assertThat(run.taken).isEmpty();
        }
    },
    THAT_CHUNK_AGAIN("that chunk delivered again") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.awaitAll();
            assertThat(run.awaitError()).hasMessage("the route failed");
            assertThat(run.taken).hasSize(6);
            assertThat(run.taken).extracting(Taken::start).isSorted();
            assertThat(run.taken.stream().filter(Taken::complete).map(Taken::start))
                    .containsExactly(0L, 1L * MIB, 2L * MIB, 3L * MIB, 4L * MIB);
            assertThat(run.ranges()).hasSizeBetween(6, 10);
        }
    },
    ALL_AGAIN("the stream again from its beginning") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.awaitAll();
            assertThat(run.awaitError()).hasMessage("the route failed");
            assertThat(run.taken).extracting(Taken::complete).containsExactly(false, true);
            assertThat(run.ranges()).hasSizeBetween(6, 10);
        }
    },
    THE_FILE_AGAIN("the same file, nothing fetched") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.awaitAll();
            assertThat(run.awaitError()).hasMessage("the route failed");
            assertThat(run.taken).extracting(Taken::complete).containsExactly(false, true);
            assertThat(run.files()).containsExactly("");
            assertThat(run.ranges()).hasSize(5);
        }
    },
    THE_FILE_STAYS("the route's error, file stays") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertThat(run.awaitError()).hasMessage("the route failed");
            assertThat(run.files()).containsExactly("");
            assertThat(run.ranges()).hasSize(5);
        }
    },
    THE_ROUTES_ERROR("the route's error, fetching ends") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertThat(run.awaitError()).hasMessage("the route failed");
            assertThat(run.taken.get(run.taken.size() - 1).complete()).isFalse();
            assertThat(run.ranges()).doesNotHaveDuplicates();
        }
    },
    GOES_ON_AT_THE_NEXT_CHUNK("continues at the next chunk") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.restart();
            run.awaitAll();
            run.awaitPolls();
            assertThat(run.taken).extracting(Taken::start).containsExactly(0L, 1L * MIB, 2L * MIB, 3L * MIB, 4L * MIB);
            run.assertNoError();
            assertThat(Collections.frequency(run.ranges(), THIRD)).isEqualTo(1);
            assertThat(run.ranges()).hasSizeBetween(5, 7);
        }
    },
    TO_ITS_END_FIRST("is finished first") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.restart();
            run.awaitPolls();
            assertThat(lengthOfAll(run)).isEqualTo(SIZE);
            assertThat(run.taken).allMatch(Taken::complete);
            run.assertNoError();
            assertThat(run.ranges()).hasSize(5).doesNotHaveDuplicates();
        }
    },
    GOES_ON_AT_THE_MISSING_RANGES("continues at the missing ranges") {
        @Override
        void check(MatrixRun run) throws Exception {
            run.restart();
            run.awaitAll();
            run.assertNoError();
            assertThat(run.taken).hasSize(1);
            assertThat(run.thirdRanges()).containsExactly(THIRD, THIRD);
            assertThat(run.ranges()).hasSize(6);
        }
    },
    GOES_ON_WHEN_THERE_IS_ROOM("error, verified ranges kept, the rest later") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertWholeAndUnnoticed(run);
            assertThat(run.ranges()).containsExactlyInAnyOrder(THIRD, "bytes=3145728-4194303", "bytes=4194304-4194426");
        }
    },
    NO_ROOM("error before the first byte") {
        @Override
        void check(MatrixRun run) throws Exception {
            assertError(run, OutputFileException.class, "bytes of free space");
            assertThat(run.ranges()).isEmpty();
            await().atMost(SOON).until(() -> run.files().isEmpty());
        }
    };

    private final String words;

    MatrixOutcome(String words) {
        this.words = words;
    }

    /** Waits for the end of a run and checks its result. */
    abstract void check(MatrixRun run) throws Exception;

    static MatrixOutcome of(String words) {
        for (MatrixOutcome outcome : values()) {
            if (outcome.words.equals(words)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("No outcome is called: " + words);
    }

    private static long lengthOfAll(MatrixRun run) {
        return run.taken.stream().mapToLong(one -> one.bytes().length).sum();
    }

    private static void assertCount(MatrixRun run, List<String> requests, int count) {
        assertThat(requests).hasSizeBetween(count, run.isImpatient() ? 2 * count : count);
    }

    private static void assertWholeAndUnnoticed(MatrixRun run) throws Exception {
        run.awaitAll();
        run.awaitPolls();
        run.assertNoError();
        assertThat(lengthOfAll(run)).isEqualTo(SIZE);
        assertThat(run.files()).isEqualTo(run.column.isFile() ? List.of("") : List.of());
    }

    private static void assertProof(MatrixRun run, String proof) throws Exception {
        assertWholeAndUnnoticed(run);
        assertThat(run.taken.get(run.taken.size() - 1).proof()).isEqualTo(proof);
        assertThat(run.taken.subList(0, run.taken.size() - 1))
                .extracting(Taken::proof)
                .allMatch("length"::equals);
        assertThat(run.ranges()).hasSize(5);
    }

    private static void assertError(MatrixRun run, Class<?> type, String words) {
        assertThat(run.awaitError())
                .isInstanceOf(type)
                .hasMessageContaining("job " + run.job)
                .hasMessageContaining(words);
    }

    /** At the third range, which cannot be fetched; the error names it. */
    private static void assertLastingTrouble(MatrixRun run) {
        assertThat(run.awaitError())
                .isInstanceOfAny(TreeHashMismatchException.class, JobOutputExpiredException.class)
                .hasMessageContaining("job " + run.job + ", " + THIRD);
    }
}
