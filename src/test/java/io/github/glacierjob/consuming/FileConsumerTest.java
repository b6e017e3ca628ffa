package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code outputMode=file} of the consumer. */
@Tag("core")
class FileConsumerTest {

    private static final int SIZE = 6 * MIB;
    private static final Content CONTENT = Content.seeded(7, SIZE);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Consumption reports = new Consumption(glacier);
    private volatile int failures;

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", CONTENT, "../../etc/passwd"), "/etc/passwd");
    }

    private void start(String options) throws Exception {
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(
                glacier.consumerUri("outputMode=file&exceptionHandler=#reports&workDirectory=" + directory
                        + (options.contains("chunkSize") ? "" : "&chunkSize=1048576") + options),
                this::take);
    }

    private void take(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        assertThat(message.getBody(File.class)).hasBinaryContent(CONTENT.expected(0, SIZE));
        messages.add(message.copy());
        if (failures-- > 0) {
            throw new IOException("the route failed");
        }
    }

    private void awaitMessages(int count) {
        await().atMost(SOON).until(() -> messages.size() >= count);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private List<RecordedRequest> outputRequests() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT);
    }

    /** The number of bytes in the journal, whose ranges all have 1 MiB. */
    private long recordedRanges(String job) throws IOException {
        Path journal = directory.resolve(job + ".glacier-journal");
        if (Files.notExists(journal)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.filter(line -> line.startsWith("range-1\t")).count();
        }
    }

    @Test
    void aCompletedJobIsOneFileNamedByItsIdAndKeptAfterTheRoute() throws Exception {
        String job = job();
        start("");

        awaitMessages(1);
        await().atMost(SOON).until(() -> names().equals(List.of(job)));
        reports.awaitPolls();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobProof", "whole")
                .containsEntry("CamelGlacierJobChecksum", CONTENT.treeHash())
                .containsEntry("CamelFileName", job)
                .containsEntry("CamelFileLength", (long) SIZE);
        assertThat(directory.resolve(job)).hasBinaryContent(CONTENT.expected(0, SIZE));
        assertThat(outputRequests()).hasSize(6);
    }

    @Test
    void theSameFileIsDeliveredAgainWithoutARequestAfterAFailure() throws Exception {
        String job = job();
        failures = 2;
        start("");

        awaitMessages(3);
        await().atMost(SOON).until(() -> names().equals(List.of(job)));
        assertThat(outputRequests()).hasSize(6);
        assertThat(messages).hasSize(3);
        assertThat(messages.get(2).getHeaders())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("CamelGlacierJobArchiveDescription", "../../etc/passwd");
    }

    @Test
    void aForeignFileIsReportedAndNotReplaced() throws Exception {
        String job = job();
        Files.write(directory.resolve(job), new byte[SIZE]);
        start("");

        await().atMost(SOON).until(() -> !reports.reports.isEmpty());
        assertThat(reports.reports.get(0))
                .isInstanceOf(OutputFileException.class)
                .hasMessageContaining("there is one that is not this output");
        assertThat(directory.resolve(job)).hasBinaryContent(new byte[SIZE]);
        assertThat(messages).isEmpty();
        assertThat(outputRequests()).isEmpty();

        Files.delete(directory.resolve(job));
        awaitMessages(1);
    }

    @Test
    void withTryRenameTheMessageNamesTheRenamedFile() throws Exception {
        String job = job();
        Files.writeString(directory.resolve(job), "mine");
        start("&fileExist=TryRename");

        awaitMessages(1);
        String name = messages.get(0).getHeader(Exchange.FILE_NAME, String.class);
        assertThat(name).startsWith(job + "~");
        await().atMost(SOON).until(() -> names().equals(List.of(job, name)));
        assertThat(directory.resolve(job)).hasContent("mine");
    }

    /** The route received the file, wrote into it and failed. */
    @Test
    void aFileThatAFailedRouteHasChangedIsRestored() throws Exception {
        String job = job();
        glacier.context.getRegistry().bind("reports", reports);
        AtomicInteger tries = new AtomicInteger();
        glacier.route(
                glacier.consumerUri(
                        "outputMode=file&exceptionHandler=#reports&chunkSize=1048576&workDirectory=" + directory),
                exchange -> {
                    take(exchange);
                    if (tries.incrementAndGet() == 1) {
                        Files.write(directory.resolve(job), new byte[100], StandardOpenOption.WRITE);
                        throw new IOException("the route failed");
                    }
                });

        awaitMessages(2);
        assertThat(outputRequests()).hasSize(7);
    }

    /** The route failed, and before the next attempt another file replaced the delivered one. */
    @Test
    void aUserFileInPlaceOfADeliveredFileIsNotTouched() throws Exception {
        String job = job();
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(
                glacier.consumerUri(
                        "outputMode=file&exceptionHandler=#reports&chunkSize=1048576&workDirectory=" + directory),
                exchange -> {
                    take(exchange);
                    Files.writeString(directory.resolve(job), "the user's own");
                    throw new IOException("the route failed");
                });

        await().atMost(SOON).until(() -> reports.reports.stream().anyMatch(OutputFileException.class::isInstance));
        assertThat(directory.resolve(job)).hasContent("the user's own");
    }

    @Test
    void aFileWhoseCommitFailedIsEmittedAgainWithoutARequest() throws Exception {
        String job = job();
        glacier.context.getRegistry().bind("consumed", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new IllegalStateException("the database is gone");
            }
        });
        start("&idempotentRepository=#consumed");
        awaitMessages(1);
        glacier.restart();
        glacier.simulator.clearRequests();
        int before = messages.size();
        assertThat(names()).containsExactly(job, job + ".glacier-journal");

        start("");
        awaitMessages(before + 1);
        await().atMost(SOON).until(() -> names().equals(List.of(job)));
        assertThat(outputRequests()).isEmpty();
    }

    @Test
    void aStopInTheMiddleKeepsTheRecordedRangesAndReleasesAllResources() throws Exception {
        String job = job();
        glacier.simulator.inject(Fault.stallBody(300_000).rangeStart(4L * MIB));
        start("&parallelism=2");
        await().atMost(SOON).until(() -> recordedRanges(job) == 5);

        glacier.context.stop();
        await().atMost(SOON).until(() -> threads().isEmpty());
        await().atMost(SOON).until(() -> glacier.simulator.openConnections() == 0);
        await().atMost(SOON).until(() -> openFiles().isEmpty());
        assertThat(names()).containsExactly(job + ".glacier-journal", job + ".glacier-part");
        assertThat(messages).isEmpty();
        assertThat(reports.reports).isEmpty();

        glacier.restart();
        glacier.simulator.clearRequests();
        start("&chunkSize=4194304");
        awaitMessages(1);
        assertThat(outputRequests()).extracting(RecordedRequest::range).containsExactly("bytes=4194304-5242879");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("GlacierJob"))
                .toList();
    }

    /** The files of the directory that this process holds open; empty if the platform does not list them. */
    private List<Path> openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.map(FileConsumerTest::target)
                    .filter(path -> path.startsWith(directory))
                    .toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return descriptor;
        }
    }

    @Test
    void aSuspendedRouteStopsTheDownloadAndAResumedRouteContinuesIt() throws Exception {
        String job = job();
        glacier.simulator.inject(Fault.stallBody(300_000).rangeStart(4L * MIB));
        start("&parallelism=2");
        await().atMost(SOON).until(() -> recordedRanges(job) == 5);

        glacier.context.getRouteController().suspendRoute("jobs");
        await().atMost(SOON).until(() -> openFiles().isEmpty());
        glacier.simulator.clearRequests();
        glacier.context.getRouteController().resumeRoute("jobs");
        awaitMessages(1);
        assertThat(outputRequests()).extracting(RecordedRequest::range).containsExactly("bytes=4194304-5242879");
    }

    @Test
    void aFileThatAnotherDownloadHoldsIsReportedOnceAndTriedLater() throws Exception {
        String job = job();
        try (FileChannel holder = FileChannel.open(
                directory.resolve(job + ".glacier-journal"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            holder.lock();
            start("");
            reports.awaitReport();
            reports.awaitPolls();
            assertThat(reports.reports).hasSize(1);
            assertThat(reports.reports.get(0)).isInstanceOf(OutputFileException.class);
        }
        awaitMessages(1);
    }

    @Test
    void anEmittedInventoryIsAFileToo() throws Exception {
        glacier.simulator.addInventoryJob("photos", "JSON", Content.of("{}"));
        List<String> texts = new CopyOnWriteArrayList<>();
        glacier.route(
                glacier.consumerUri("outputMode=file&workDirectory=" + directory.resolve("made/here")),
                exchange -> texts.add(exchange.getMessage().getBody(String.class)));

        await().atMost(SOON).until(() -> texts.size() == 1);
        assertThat(texts).containsExactly("{}");
    }

    /** A user has created a directory with the name of the delivered file. */
    @Test
    void leftoversThatCannotBeRemovedDelayNoOtherJob() throws Exception {
        String first = job();
        MemoryIdempotentRepository consumed = new MemoryIdempotentRepository();
        consumed.start();
        consumed.add(glacier.simulator.vaultArn("photos") + "/jobs/" + first);
        glacier.context.getRegistry().bind("consumed", consumed);
        Files.createDirectory(directory.resolve(first));
        String second = job();

        start("&idempotentRepository=#consumed");

        awaitMessages(1);
        assertThat(messages.get(0).getHeader("CamelGlacierJobId")).isEqualTo(second);
        reports.awaitPolls();
        assertThat(reports.reports).singleElement().asString().contains("must not be a directory");
        assertThat(directory.resolve(first)).isDirectory();
    }

    @Test
    void theJournalOfARenamedFileThatACrashLeftIsDeletedAtTheNextStart() throws Exception {
        String job = job();
        Files.writeString(directory.resolve(job), "mine");
        MemoryIdempotentRepository consumed = new MemoryIdempotentRepository();
        glacier.context.getRegistry().bind("consumed", consumed);
        start("&fileExist=TryRename&idempotentRepository=#consumed");
        awaitMessages(1);
        await().atMost(SOON).until(() -> names().size() == 2);
        String renamed = messages.get(0).getHeader(Exchange.FILE_NAME, String.class);
        await().atMost(SOON)
                .until(() -> consumed.getCacheSize() > 0 && !consumed.getCache().isEmpty());
        glacier.restart();
        glacier.context.getRegistry().bind("consumed", consumed);
        Files.createFile(directory.resolve(renamed + ".glacier-journal"));
        Files.createFile(directory.resolve(job + "~0123abcd.glacier-journal"));

        start("&fileExist=TryRename&idempotentRepository=#consumed");

        await().atMost(SOON).until(() -> !names().contains(renamed + ".glacier-journal"));
        assertThat(names())
                .as("what is not this output's own stays")
                .containsExactlyInAnyOrder(job, renamed, job + "~0123abcd.glacier-journal");
    }

    @Test
    void theJournalThatACrashAfterTheCommitLeftIsDeletedAtTheNextStart() throws Exception {
        String job = job();
        glacier.context
                .getRegistry()
                .bind(
                        "consumed",
                        MemoryIdempotentRepository.memoryIdempotentRepository(
                                new HashMap<>(Map.of(glacier.simulator.vaultArn("photos") + "/jobs/" + job, true))));
        Files.writeString(directory.resolve(job), "the file");
        Files.writeString(directory.resolve(job + ".glacier-journal"), "complete");
        Files.writeString(directory.resolve("other.glacier-journal"), "not of a consumed job");

        start("&idempotentRepository=#consumed");

        await().atMost(SOON).until(() -> names().equals(
                        List.of(job, "other.glacier-journal").stream().sorted().toList()));
        assertThat(directory.resolve(job)).hasContent("the file");
        assertThat(outputRequests()).isEmpty();
    }
}
