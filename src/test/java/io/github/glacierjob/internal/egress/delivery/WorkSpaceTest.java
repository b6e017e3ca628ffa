package io.github.glacierjob.internal.egress.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.OutputMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class WorkSpaceTest {

    @TempDir
    private Path directory;

    private final GlacierEgressConfiguration options = new GlacierEgressConfiguration();
    private WorkSpace space;

    @BeforeEach
    void thousandBytes() {
        options.setOutputMode(OutputMode.file);
        options.setWorkDirectory(directory.toString());
        space = new WorkSpace(options, file -> 1000);
    }

    private static CompletedJob job(String archive, long size) {
        return new CompletedJob(GlacierJobDescription.builder()
                .jobId("job-" + archive)
                .action("ArchiveRetrieval")
                .completed(true)
                .statusCode("Succeeded")
                .archiveId(archive)
                .archiveSizeInBytes(size)
                .build());
    }

    @Test
    void theSpaceThatADownloadNeedsIsReserved() {
        space.take(job("a", 600));

        assertThatThrownBy(() -> space.take(job("b", 600)))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining(
                        "archive b needs 600 bytes of free space and waits; free are 1000, of which 600 are for");
        space.giveBack(job("a", 600));
        assertThatCode(() -> space.take(job("b", 600))).doesNotThrowAnyException();
    }

    @Test
    void bytesOnTheDiskNeedNoMoreSpace() throws Exception {
        Files.write(directory.resolve("a.glacier-part"), new byte[500]);

        assertThatCode(() -> space.take(job("a", 1500))).doesNotThrowAnyException();
        assertThatThrownBy(() -> space.take(job("b", 1))).isInstanceOf(OutputFileException.class);
    }

    @Test
    void otherModesNeedNoSpace() {
        options.setOutputMode(OutputMode.stream);

        assertThatCode(() -> space.take(job("a", 5000))).doesNotThrowAnyException();
    }
}
