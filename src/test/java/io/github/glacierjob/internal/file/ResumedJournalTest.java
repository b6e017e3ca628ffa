package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.internal.text.SealedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Tests how a resumed file reads its journal. The journal has a line for each range, and an output may have millions of
 * ranges.
 */
class ResumedJournalTest extends AbstractFileDownloadTest {

    private static final long SIZE_OF_MANY = 60_000L * MIB;

    private final AtomicInteger reads = new AtomicInteger();

    private final Disk counting = new TroubledDisk() {
        @Override
        public Journal journal(Path path) throws IOException {
            return new Journal(path) {
                @Override
                public int read(Consumer<SealedLine> whole) throws IOException {
                    reads.incrementAndGet();
                    return super.read(whole);
                }
            };
        }
    };

    @Test
    void aPartFileIsResumedWithOneReadingOfItsJournal() throws IOException {
        interrupt();

        assertWhole(fetch(counting));
        assertThat(requested()).hasSize(2);
        assertThat(reads).hasValue(1);
    }

    @Test
    void aPublishedFileIsAcceptedWithOneReadingOfItsJournal() {
        assertWhole(fetch(Disk.LOCAL));
        outputs.simulator.clearRequests();

        assertWhole(fetch(counting));
        assertThat(requested()).isEmpty();
        assertThat(reads).hasValue(1);
    }

    /** The part file is empty, so each line is read and none of its ranges is found. */
    @Test
    void resumingAPartFileOfManyRangesKeepsNoListOfThem() throws IOException {
        FileIdentity identity = new FileIdentity("archive", SIZE_OF_MANY, new ByteRange(0, SIZE_OF_MANY - 1), MIB);
        AtomicLong kept = new AtomicLong(Long.MAX_VALUE);
        Disk disk = new TroubledDisk() {
            @Override
            public Journal journal(Path path) throws IOException {
                return new ManyLines(path, identity, kept);
            }
        };
        Files.createFile(file.part());

        try (PartFile part = PartFile.open(file.on(disk), identity, Optional.empty(), false, () -> {})) {
            assertThat(part.isPublished()).isFalse();
            assertThat(part.present()).isZero();
        }
        assertThat(kept.get()).isLessThan(5L * MIB);
    }

    /** A journal in which every range is recorded. It measures the memory that is in use at its last line. */
    private static final class ManyLines extends Journal {

        private final FileIdentity identity;
        private final AtomicLong kept;

        ManyLines(Path path, FileIdentity identity, AtomicLong kept) throws IOException {
            super(path);
            this.identity = identity;
            this.kept = kept;
        }

        @Override
        public int read(Consumer<SealedLine> whole) {
            whole.accept(identity.encode());
            long before = live();
            for (long start = 0; start < SIZE_OF_MANY; start += MIB) {
                whole.accept(SealedLine.of("range-1", start, start + MIB - 1, "range", "ab".repeat(32)));
            }
            kept.set(live() - before);
            return 0;
        }

        private static long live() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
