package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.FileExist;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the moment in which a part file gets its final name: a file of another program under that name is not replaced.
 */
class PublicationTest extends AbstractFileDownloadTest {

    /** Another program creates a file with this name. */
    private void takeTheName() throws IOException {
        Files.writeString(directory.resolve("photo.tar"), "mine");
    }

    private final TroubledDisk takenDuringTheDownload = new TroubledDisk() {
        @Override
        void beforeForce(boolean metaData) throws IOException {
            takeTheName();
        }
    };

    private final TroubledDisk takenAtTheLastMoment = new TroubledDisk() {
        @Override
        public void link(Path name, Path target) throws IOException {
            takeTheName();
            super.link(name, target);
        }
    };

    private static TroubledDisk withoutLinks(Exception refusal) {
        return new TroubledDisk() {
            @Override
            public void link(Path name, Path target) throws IOException {
                if (refusal instanceof IOException e) {
                    throw e;
                }
                throw (RuntimeException) refusal;
            }
        };
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private void assertRefusedAndKept(Disk on) throws IOException {
        assertThatThrownBy(() -> fetch(on))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining("expected no other file under its name");
        assertThat(directory.resolve("photo.tar")).hasContent("mine");
        Files.delete(directory.resolve("photo.tar"));
        outputs.simulator.clearRequests();

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).as("what was verified is not fetched again").isEmpty();
    }

    @Test
    void aFileThatAppearsDuringTheDownloadIsNotReplaced() throws IOException {
        assertRefusedAndKept(takenDuringTheDownload);
    }

    @Test
    void aFileThatAppearsDuringThePublicationIsNotReplaced() throws IOException {
        assertRefusedAndKept(takenAtTheLastMoment);
    }

    @Test
    void withoutHardLinksAFileThatAppearsDuringTheDownloadIsNotReplaced() throws IOException {
        assertRefusedAndKept(new TroubledDisk() {
            @Override
            void beforeForce(boolean metaData) throws IOException {
                takeTheName();
            }

            @Override
            public void link(Path name, Path target) {
                throw new UnsupportedOperationException();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutHardLinksThePartFileIsMoved(boolean known) throws IOException {
        assertWhole(fetch(withoutLinks(
                known
                        ? new UnsupportedOperationException()
                        : new FileSystemException("photo.tar", null, "Operation not permitted"))));
        assertThat(names()).containsExactlyInAnyOrder("photo.tar", "photo.tar.glacier-journal");
    }

    @Test
    void withTryRenameAFileThatAppearsDuringTheDownloadStaysAndTheOutputGetsASuffix() throws IOException {
        for (Disk on : new Disk[] {takenDuringTheDownload, takenAtTheLastMoment}) {
            OutputFile place = file.whenExists(FileExist.TryRename);
            String name;
            try (FileDownload download = output.download(null, place.on(on))) {
                File fetched = download.fetch();
                name = download.name();
                assertThat(name).matches("photo~[0-9a-f]{8}\\.tar").isEqualTo(fetched.getName());
                assertThat(fetched).hasBinaryContent(CONTENT.expected(0, SIZE));
                assertThat(directory.resolve("photo.tar")).hasContent("mine");
                assertThat(names())
                        .as("the journal is beside its file")
                        .containsExactlyInAnyOrder("photo.tar", name, name + ".glacier-journal");
                download.settle();
                assertThat(names()).containsExactlyInAnyOrder("photo.tar", name);
            }
            outputs.simulator.clearRequests();
            try (FileDownload download = output.download(null, place)) {
                assertThat(download.fetch()).hasName(name);
            }
            assertThat(requested()).isEmpty();
            Files.delete(directory.resolve("photo.tar"));
            Files.delete(directory.resolve(name));
        }
    }

    @Test
    void theJournalOfARenamedFileIsFoundByItsJob() throws IOException {
        OutputFile place = file.whenExists(FileExist.TryRename);
        try (FileDownload download = output.download(null, place.on(takenDuringTheDownload))) {
            download.fetch();
            Path journal = directory.resolve(download.name() + ".glacier-journal");
            assertThat(place.renamedFor(job, ChecksumPolicy.ifAvailable)
                            .orElseThrow()
                            .journal()
                            .toFile())
                    .isEqualTo(journal.toFile().getCanonicalFile())
                    .exists();
        }
    }

    /** The same, but the service has no hash of the requested range. */
    @ParameterizedTest
    @EnumSource(FileExist.class)
    void aCrashDuringThePublicationOfARangeCostsNoRequest(FileExist whenExists) throws IOException {
        ByteRange range = new ByteRange(5, 3L * MIB);
        try (FileDownload download = output.download(range, file)) {
            download.fetch();
        }
        Files.createLink(file.part(), directory.resolve("photo.tar"));
        outputs.simulator.clearRequests();

        try (FileDownload download = output.download(range, file.whenExists(whenExists))) {
            assertThat(download.fetch()).hasName("photo.tar").hasBinaryContent(CONTENT.expected(5, 3 * MIB - 4));
        }
        assertThat(requested()).isEmpty();
        assertThat(file.part()).doesNotExist();
    }

    /** A crash before the end of the publication leaves a second name of the complete file. */
    @ParameterizedTest
    @EnumSource(FileExist.class)
    void aCrashDuringThePublicationCostsNoRequest(FileExist whenExists) throws IOException {
        assertWhole(fetch(Disk.LOCAL));
        Files.createLink(file.part(), directory.resolve("photo.tar"));
        outputs.simulator.clearRequests();

        try (FileDownload download = output.download(null, file.whenExists(whenExists))) {
            assertWhole(download.fetch());
            assertThat(download.name()).isEqualTo("photo.tar");
        }
        assertThat(requested()).isEmpty();
    }
}
