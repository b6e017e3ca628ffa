package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.PageTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Tests every row of src/main/docs/errors.md. */
class ErrorsPageTest {
    private static final Map<String, Fault> DOWNLOADS = Map.of(
            "the connection is reset before the answer", onOutput(Fault.resetBeforeAnswer()),
            "the connection is reset within the body", Fault.resetBody(0),
            "the body ends early", Fault.earlyEnd(0),
            "no byte of the body arrives for longer than `requestTimeout`", Fault.stallBody(0),
            "a byte is wrong", Fault.corruptBody(5),
            "the checksum is wrong", Fault.wrongChecksum(),
            "the whole output is sent for a range", Fault.ignoreRange(),
            "another range is sent", Fault.wrongContentRange());

    private static final Map<Operation, String> REQUESTS = Map.of(
            Operation.INITIATE_JOB, "operation=initiateJob&jobType=inventory-retrieval",
            Operation.DESCRIBE_JOB, "operation=describeJob&jobId=any",
            Operation.LIST_JOBS, "operation=listJobs");

    private static final Map<String, BiConsumer<GlacierSimulator, String>> LISTS = Map.of(
            "one job that can be the requested one",
            (simulator, archive) -> simulator.inject(Fault.answerLost()),
            "two such jobs",
            (simulator, archive) -> {
                simulator.addArchiveJob("photos", archive);
                simulator.inject(Fault.answerLost());
            },
            "none",
            (simulator, archive) -> simulator.inject(Fault.serviceUnavailable().on(Operation.INITIATE_JOB)),
            "nothing: the list cannot be read",
            (simulator, archive) -> {
                simulator.inject(Fault.answerLost());
                simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS).always());
            });

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();

    private static Fault onOutput(Fault fault) {
        return fault.on(Operation.GET_JOB_OUTPUT);
    }

    static List<List<String>> answers() throws IOException {
        return PageTable.read("errors.md", "answers").rows();
    }

    static List<List<String>> downloads() throws IOException {
        return PageTable.read("errors.md", "downloads").rows();
    }

    static List<List<String>> initiations() throws IOException {
        return PageTable.read("errors.md", "initiations").rows();
    }

    static List<List<String>> descriptors() throws IOException {
        return PageTable.read("errors.md", "descriptors").rows();
    }

    static List<List<String>> files() throws IOException {
        return PageTable.read("errors.md", "files").rows();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFailedRequestIsRetriedAndReportedAsThePageSays(List<String> row) {
        String code = row.get(1).replace("`", "");
        int status = Integer.parseInt(row.get(0));
        Fault fault = code.equals("none")
                ? Fault.rawAnswer(status, "text/html", "<html>")
                : Fault.answer(status, code.equals("any") ? "Whatever" : code, "because");
        for (Operation operation : List.of(Operation.INITIATE_JOB, Operation.DESCRIBE_JOB, Operation.LIST_JOBS)) {
            glacier.simulator.clearFaults();
            glacier.simulator.clearRequests();
            glacier.simulator.inject(fault.on(operation).always());
            boolean initiates = operation == Operation.INITIATE_JOB;
            assertAnswer(operation, REQUESTS.get(operation), row.get(initiates ? 2 : 3), row.get(4));
        }
    }

    private void assertAnswer(Operation operation, String options, String tries, String exception) {
        boolean unclear = tries.equals("list");
        Exchange exchange = glacier.request(glacier.uri(options + "&maxRetries=2"), message -> {});
        Throwable failure = unclear ? exchange.getException().getCause() : exchange.getException();
        assertThat(exchange.getException()).isInstanceOf(unclear ? JobMayExistException.class : SdkException.class);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception.replace("`", ""));
        assertThat(glacier.simulator.requests(operation)).as(options).hasSize(tries.equals("again") ? 3 : 1);
    }

    @ParameterizedTest
    @MethodSource("initiations")
    void anInitiationWithoutAClearAnswerEndsAsThePageSays(List<String> row) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(4, MIB), "");
        assertThat(LISTS).containsKey(row.get(0));
        LISTS.get(row.get(0)).accept(glacier.simulator, archive);

        String options = "operation=initiateJob&jobType=archive-retrieval&maxRetries=2&archiveId=" + archive;
        Exchange exchange = glacier.request(glacier.uri(options), message -> {});

        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
        if (row.get(1).startsWith("takes it")) {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(GlacierJobConstants.REUSED))
                    .isEqualTo(false);
        } else {
            assertThat(exchange.getException()).isInstanceOf(JobMayExistException.class);
            List<String> candidates = ((JobMayExistException) exchange.getException()).candidates();
            assertThat(candidates).hasSize(row.get(1).contains("both") ? 2 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("downloads")
    void aDownloadSurvivesAShortFaultAndALastingFaultGivesTheExceptionOfThePage(List<String> row) throws IOException {
        Fault fault = DOWNLOADS.get(row.get(0));
        assertThat(fault).as(row.get(0)).isNotNull();
        Content content = Content.seeded(4, 3 * MIB);
        String job = glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
        String options = "operation=getJobOutput&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME
                + "&maxRetries=1&requestTimeout=2000&jobId=" + job;

        glacier.simulator.inject(fault);
        Exchange survived = glacier.request(glacier.uri(options), message -> {});
        assertThat(survived.getException()).isNull();
        try (InputStream stream = survived.getMessage().getBody(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(content.expected(0, 3 * MIB));
        }

        glacier.simulator.inject(fault.always());
        Exchange failed = glacier.request(glacier.uri(options), message -> {});
        assertThat(failed.getException()).isNotNull();
        assertThat(types(failed.getException())).contains(row.get(1).replace("`", ""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatCannotBeWrittenGivesTheExceptionOfThePage(List<String> row) throws IOException {
        Path work = directory.resolve("work");
        String job = glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(4, MIB), ""));
        String name =
                switch (row.get(0)) {
                    case "`CamelFileName` leads out of `workDirectory`" -> "../photo";
                    case "`CamelFileName` is no name for a file" -> "photo?";
                    case "a directory below `workDirectory` cannot be made" -> "2013/photo";
                    default -> "photo";
                };
        Files.createDirectories(work);
        if (row.get(0).contains("cannot be made")) {
            Files.createFile(work.resolve("2013"));
        }
        if (row.get(0).contains("not this output")) {
            Files.writeString(work.resolve(name), "mine");
        }
        try (FileChannel other = FileChannel.open(
                directory.resolve(row.get(0).contains("another process") ? "work/photo.glacier-journal" : "journal"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            other.lock();
            Exchange exchange = glacier.request(
                    glacier.uri("operation=getJobOutput&outputMode=file&workDirectory=" + work + "&jobId=" + job),
                    message -> message.getMessage().setHeader(Exchange.FILE_NAME, name));
            assertThat(exchange.getException()).isNotNull();
            assertThat(types(exchange.getException())).contains(row.get(1).replace("`", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void aDescriptorWhoseRangeCannotBeFetchedGivesTheExceptionOfThePage(List<String> row) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(4, MIB), "");
        String job = glacier.simulator.addArchiveJob("photos", archive);
        Map<String, Object> fields = new HashMap<>(Map.of("v", 1, "jobId", job, "archiveId", archive));
        fields.putAll(Map.of("index", 0, "count", 1, "start", 0, "end", MIB - 1, "outputSize", MIB));
        fields.put("treeHash", glacier.simulator.treeHash(archive));
        fields.put("vaultArn", glacier.simulator.vaultArn("photos"));
        switch (row.get(0)) {
            case "a field is missing, unknown or wrong" -> fields.remove("count");
            case "it belongs to a vault that this endpoint does not serve" ->
                fields.put("vaultArn", glacier.simulator.vaultArn("music"));
            case "the job's archive, size or tree hash is another" -> fields.put("archiveId", "other");
            default -> glacier.simulator.expireJob(job);
        }
        Exchange exchange = glacier.request(glacier.uri("operation=getJobOutput"), message -> message.getMessage()
                .setBody(fields));
        assertThat(exchange.getException()).isNotNull();
        assertThat(exchange.getException().getClass().getSimpleName())
                .isEqualTo(row.get(1).replace("`", ""));
    }

    private static List<String> types(Throwable failure) {
        return Stream.<Class<?>>iterate(failure.getClass(), type -> type != null, Class::getSuperclass)
                .map(Class::getSimpleName)
                .toList();
    }

    @Test
    void everyTableHasRows() throws IOException {
        assertThat(answers()).hasSizeGreaterThan(15);
        assertThat(initiations()).hasSameSizeAs(LISTS.keySet());
        assertThat(files()).hasSize(5);
        assertThat(descriptors()).hasSize(4);
        assertThat(downloads()).hasSameSizeAs(DOWNLOADS.keySet());
    }
}
