package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Outputs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive of six ranges, and the file for it. */
abstract class AbstractFileDownloadTest {

    static final int SIZE = 6 * MIB - 5;
    static final Content CONTENT = Content.seeded(3, SIZE);

    @TempDir
    Path directory;

    final Outputs outputs = new Outputs();
    final TroubledDisk disk = new TroubledDisk();
    OutputFile file;
    CompletedJob job;
    JobOutput output;

    @BeforeEach
    void aJob() {
        file = OutputFile.in(directory.toString(), "name", "photo.tar");
        outputs.simulator.createVault("photos");
        job = outputs.described(outputs.job(CONTENT));
        output = outputs.output(job);
    }

    @AfterEach
    void close() {
        outputs.close();
    }

    File fetch(Disk on) {
        try (FileDownload download = output.download(null, file.on(on))) {
            return download.fetch();
        }
    }

    void assertWhole(File fetched) {
        assertThat(fetched).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(file.part()).doesNotExist();
    }

    List<String> requested() {
        return outputs.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::range)
                .toList();
    }

    List<String> recorded() throws IOException {
        return Files.readAllLines(file.journal()).stream()
                .filter(line -> line.startsWith("range-1\t"))
                .map(line -> "bytes=" + line.split("\t")[1] + "-" + line.split("\t")[2])
                .toList();
    }

    /** Leaves a part file with the first four of its six ranges. */
    void interrupt() {
        outputs.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(4L * MIB));
        try (FileDownload download = outputs.output(job, 1).download(null, file)) {
            assertThatThrownBy(download::fetch).hasMessageContaining("not authorized");
        }
        outputs.simulator.clearRequests();
    }
}
