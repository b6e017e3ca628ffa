package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.FileExist;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests that a file survives full disks, missing directories and stops. */
class FileDownloadTest extends AbstractFileDownloadTest {

    @Test
    void aFullDiskIsAClearErrorWithoutRetriesAndKeepsTheRecordedRanges() throws IOException {
        AtomicReference<Throwable> error = new AtomicReference<>();
        TroubledDisk filling = new TroubledDisk() {
            @Override
            public long usableSpace(Path at) {
                return Long.MAX_VALUE;
            }
        };
        filling.room.set(3L * MIB + 100);
        output = outputs.output(job, 1);

        assertThatThrownBy(() -> fetch(filling))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(SIZE + " bytes")
                .hasMessageContaining("are available")
                .hasMessageContaining("No space left on device")
                .satisfies(error::set);
        assertThat(Failure.of(error.get()).isRetried()).isFalse();
        assertThat(requested()).doesNotHaveDuplicates();
        outputs.simulator.clearRequests();
        List<String> kept = recorded();
        assertThat(kept).hasSize(3);

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested())
                .hasSize(6 - kept.size())
                .filteredOn(kept::contains)
                .isEmpty();
    }

    @Test
    void tooLittleSpaceIsReportedBeforeAnyRequest() {
        disk.room.set(SIZE - 1);

        assertThatThrownBy(() -> fetch(disk))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining("expected " + SIZE + " bytes of free space")
                .hasMessageContaining("there are " + (SIZE - 1));
        assertThat(requested()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void onlyMissingBytesNeedSpace() throws IOException {
        interrupt();
        long there = Files.size(file.part());
        assertThat(there).isPositive();
        TroubledDisk tight = new TroubledDisk() {
            @Override
            public long usableSpace(Path at) {
                return SIZE - there;
            }
        };

        assertWhole(fetch(tight));
    }

    @Test
    void bytesThatDidNotReachTheDiskAreNotRecorded() throws IOException {
        TroubledDisk failing = new TroubledDisk() {
            @Override
            void beforeForce(boolean metaData) throws IOException {
                throw new IOException("Input/output error");
            }
        };

        assertThatThrownBy(() -> fetch(failing))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining("Input/output error");
        assertThat(Files.notExists(file.journal()) || recorded().isEmpty()).isTrue();
    }

    @Test
    void theWholeFileIsOnTheDiskBeforeItGetsItsName() {
        List<String> forces = new ArrayList<>();
        TroubledDisk watched = new TroubledDisk() {
            @Override
            void beforeForce(boolean metaData) {
                forces.add(written() + " " + Files.exists(file.path()));
            }
        };

        assertWhole(fetch(watched));
        assertThat(forces).endsWith(SIZE + " false");
    }

    @Test
    void extraBytesOfAPartAreRemovedFromTheDiskBeforeTheFileGetsItsName() throws IOException {
        interrupt();
        Files.write(file.part(), new byte[3 * MIB], StandardOpenOption.APPEND);
        List<String> forces = new ArrayList<>();
        TroubledDisk watched = new TroubledDisk() {
            @Override
            void beforeForce(boolean metaData) {
                forces.add(file.part().toFile().length() + " " + Files.exists(file.path()));
            }
        };

        assertWhole(fetch(watched));
        assertThat(forces).endsWith(SIZE + " false");
    }

    /** After a power failure, the old journal would say that bytes of the other output are on the disk. */
    @Test
    void theJournalOfAnotherOutputIsRemovedBeforeAByteIsWritten() {
        output = outputs.output(outputs.described(outputs.job(Content.seeded(4, SIZE))));
        fetch(Disk.LOCAL);
        assertThat(file.journal()).exists();
        output = outputs.output(job);
        file = file.whenExists(FileExist.Override);
        List<Long> forces = new ArrayList<>();
        TroubledDisk watched = new TroubledDisk() {
            @Override
            void beforeJournalForce() {
                forces.add(written());
            }
        };

        assertWhole(fetch(watched));
        assertThat(forces).startsWith(0L).endsWith((long) SIZE);
    }

    @Test
    void aDirectoryThatDisappearsIsAClearErrorAndTheNextAttemptCreatesIt() {
        TroubledDisk vanishing = new TroubledDisk() {
            @Override
            void beforeForce(boolean metaData) throws IOException {
                if (written() == SIZE) {
                    Files.delete(file.part());
                    Files.delete(file.journal());
                    Files.delete(directory);
                }
            }
        };

        assertThatThrownBy(() -> fetch(vanishing))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining(file.toString());
        file = OutputFile.in(directory.toString(), "name", "photo.tar");
        assertWhole(fetch(Disk.LOCAL));
    }

    @Test
    void aDirectoryWithoutPermissionIsAClearErrorBeforeAnyRequest() {
        Disk forbidden = new TroubledDisk() {
            @Override
            public Journal journal(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
            }
        };

        assertThatThrownBy(() -> fetch(forbidden))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining("AccessDeniedException: " + file.journal());
        assertThat(requested()).isEmpty();
        assertWhole(fetch(Disk.LOCAL));
    }

    @Test
    void anAbortEndsTheDownloadAndReleasesTheFile() throws Exception {
        outputs.simulator.inject(Fault.stallBody(1000).rangeStart(3L * MIB));
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (FileDownload download = output.download(null, file)) {
            Thread fetching = new Thread(() -> {
                try {
                    download.fetch();
                } catch (RuntimeException e) {
                    end.set(e);
                }
            });
            fetching.start();
            await().until(() -> Files.exists(file.journal()) && recorded().size() == 5);
            download.abort();
            fetching.join(10_000);
        }
        assertThat(end.get()).isInstanceOf(CancellationException.class);
        outputs.simulator.clearRequests();

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).containsExactly("bytes=3145728-4194303");
    }
}
