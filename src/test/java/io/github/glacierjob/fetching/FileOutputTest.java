package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code outputMode=file} of the producer. */
@Tag("core")
class FileOutputTest {

    private static final int SIZE = 5 * MIB + 7;
    private static final Content CONTENT = Content.seeded(11, SIZE);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return job(CONTENT);
    }

    private String job(Content content) {
        return glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, "five mega"));
    }

    private Exchange fetch(String job, String name, String options) {
        String uri = glacier.uri("operation=getJobOutput&outputMode=file&workDirectory=" + directory.resolve("work")
                + (options.contains("chunkSize") ? "" : "&chunkSize=1048576") + options);
        return glacier.request(uri, exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
    }

    private static Path file(Exchange answer) {
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(File.class).toPath();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> ranges() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::range)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MIB - 1, MIB, 4 * MIB, 4 * MIB + 1, 9 * MIB + 12345})
    void anOutputOfAnySizeBecomesOneFileAndNothingElse(int size) throws Exception {
        Content content = Content.seeded(size, size);
        String job = job(content);

        Exchange answer = fetch(job, null, "");

        assertThat(file(answer)).hasBinaryContent(content.expected(0, size));
        assertThat(names()).containsExactly("work/" + job);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobProof", "whole")
                .containsEntry("CamelGlacierJobChecksum", content.treeHash())
                .containsEntry("CamelGlacierJobOutputSizeInBytes", (long) size)
                .containsEntry("CamelGlacierJobArchiveDescription", "five mega")
                .containsEntry("CamelGlacierJobAcceptRanges", "bytes")
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("CamelFileName", job)
                .containsEntry("CamelFileLength", (long) size)
                .containsEntry("CamelFileNameProduced", file(answer).toString())
                .doesNotContainKeys("CamelGlacierJobHttpStatus", "CamelGlacierJobContentRange");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "0-1048575", "1048576-2097151", "5-9", "1048570-3145730", "5242880-9999999"})
    void aRangeOfTheOutputBecomesAFile(String range) throws Exception {
        int start = Integer.parseInt(range.split("-")[0]);
        int end = Math.min(Integer.parseInt(range.split("-")[1]), SIZE - 1);

        Exchange answer = fetch(job(), "part.bin", "&range=bytes=" + range);

        assertThat(file(answer)).hasBinaryContent(CONTENT.expected(start, end - start + 1));
        assertThat(answer.getMessage().getHeader(GlacierJobConstants.CHECKSUM)).isNull();
        assertThat(answer.getMessage().getHeader(GlacierJobConstants.PROOF)).isIn("range", "length");
    }

    @Test
    void anInventoryBecomesAFileWhoseLengthIsVerified() throws Exception {
        glacier.simulator.addArchive("photos", CONTENT, "one");
        String job = glacier.simulator.addInventoryJob("photos", "CSV");

        Exchange answer = fetch(job, "lists/inventory.csv", "");

        assertThat(file(answer))
                .isEqualTo(directory.resolve("work/lists/inventory.csv").toRealPath());
        assertThat(Files.readString(file(answer))).startsWith("ArchiveId,");
        assertThat(answer.getMessage().getHeader(GlacierJobConstants.PROOF)).isEqualTo("length");
        assertThat(answer.getMessage().getHeader("Content-Type")).isEqualTo("text/csv");
    }

    @Test
    void anEmptyOutputBecomesAnEmptyFile() throws Exception {
        String job = glacier.simulator.addInventoryJob("photos", "JSON", Content.of(""));

        assertThat(file(fetch(job, "empty.json", ""))).isEmptyFile();
        assertThat(names()).containsExactly("work/empty.json");
    }

    @Test
    void aLongerOldFileLeavesNoBytesBehind() throws Exception {
        Files.createDirectories(directory.resolve("work"));
        Files.write(directory.resolve("work/photo.tar"), new byte[SIZE + MIB]);
        Files.write(directory.resolve("work/photo.tar.glacier-part"), new byte[SIZE + 2 * MIB]);

        assertThat(file(fetch(job(), "photo.tar", "&fileExist=Override"))).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(names()).containsExactly("work/photo.tar");
    }

    @Test
    void afterAFailureTheNextCallFetchesOnlyTheMissingRanges() throws Exception {
        String job = job();
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(3L * MIB));
        assertThat(fetch(job, "photo.tar", "&parallelism=1").getException()).hasMessageContaining("not authorized");
        assertThat(names()).containsExactly("work/photo.tar.glacier-journal", "work/photo.tar.glacier-part");
        glacier.simulator.clearRequests();

        Exchange answer = fetch(job, "photo.tar", "&parallelism=1&chunkSize=4194304");

        assertThat(file(answer)).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(ranges()).containsExactly("bytes=3145728-4194303", "bytes=4194304-5242879", "bytes=5242880-5242886");
        assertThat(answer.getMessage().getHeader(GlacierJobConstants.PROOF)).isEqualTo("whole");
    }

    @Test
    void aDownloadThatCouldNotStartLeavesNoFiles() throws Exception {
        String job = job();
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).always());

        assertThat(fetch(job, "photo.tar", "").getException()).hasMessageContaining("not authorized");
        assertThat(names()).isEmpty();
    }

    @Test
    void anotherOutputUnderTheSameNameStartsFromTheBeginning() throws Exception {
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(3L * MIB));
        assertThat(fetch(job(), "photo.tar", "&parallelism=1").getException()).isNotNull();
        Content other = Content.seeded(12, SIZE);
        glacier.simulator.clearRequests();

        assertThat(file(fetch(job(other), "photo.tar", ""))).hasBinaryContent(other.expected(0, SIZE));
        assertThat(ranges()).hasSize(6);
    }

    @Test
    void anotherJobForTheSameArchiveContinuesThePartFile() throws Exception {
        String archive = glacier.simulator.addArchive("photos", CONTENT, "");
        String first = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(3L * MIB));
        assertThat(fetch(first, "photo.tar", "&parallelism=1").getException()).isNotNull();
        glacier.simulator.clearRequests();

        String second = glacier.simulator.addArchiveJob("photos", archive);
        assertThat(file(fetch(second, "photo.tar", ""))).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(ranges()).hasSize(3);
    }

    @Test
    void aSecondDownloadToTheSameFileIsRefusedAndTheFirstContinues() throws Exception {
        Path journal = directory.resolve("work/photo.tar.glacier-journal");
        Files.createDirectories(journal.getParent());
        try (FileChannel holder = FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            holder.lock();
            assertThat(fetch(job(), "photo.tar", "").getException())
                    .isInstanceOf(OutputFileException.class)
                    .hasMessageContaining("photo.tar")
                    .hasMessageContaining("is being written by another route or process");
        }
        assertThat(ranges()).isEmpty();
        assertThat(file(fetch(job(), "photo.tar", ""))).hasBinaryContent(CONTENT.expected(0, SIZE));
    }

    @Test
    void twoRoutesInOneProcessDoNotWriteTheSameFile() throws Exception {
        String job = job();
        glacier.simulator.inject(Fault.stallBody(1000).rangeStart(0));
        Exchange[] first = new Exchange[1];
        Thread slow = new Thread(() -> first[0] = fetch(job, "photo.tar", "&requestTimeout=3000"));
        slow.start();
        await().atMost(SOON).until(() -> names().size() == 2 && ranges().size() >= 1);

        assertThat(fetch(job, "photo.tar", "").getException())
                .hasMessageContaining("is being written by another route or process");
        slow.join();
        assertThat(file(first[0])).hasBinaryContent(CONTENT.expected(0, SIZE));
    }
}
