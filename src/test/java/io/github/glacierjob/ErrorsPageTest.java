package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/errors.md happens as it says. */
class ErrorsPageTest {
    private static final Map<String, Fault> DOWNLOADS = Map.of(
            "the connection is reset before the answer", onOutput(Fault.resetBeforeAnswer()),
            "the connection is reset within the body", Fault.resetBody(0),
            "the body ends early", Fault.earlyEnd(0),
            "the body stops coming for longer than `requestTimeout`", Fault.stallBody(0),
            "a byte is wrong", Fault.corruptBody(5),
            "the checksum is wrong", Fault.wrongChecksum(),
            "the whole output is sent for a range", Fault.ignoreRange(),
            "another range is sent", Fault.wrongContentRange());

    private final Glacier glacier = new Glacier();

    private static Fault onOutput(Fault fault) {
        return fault.on(Operation.GET_JOB_OUTPUT);
    }

    static List<List<String>> answers() throws IOException {
        return rows("answers");
    }

    static List<List<String>> downloads() throws IOException {
        return rows("downloads");
    }

    private static List<List<String>> rows(String table) throws IOException {
        String page = Files.readString(Path.of("docs", "errors.md"));
        String start = "<!-- " + table + ": start -->";
        String rows = page.substring(page.indexOf(start) + start.length(), page.indexOf("<!-- " + table + ": end -->"));
        return rows.strip().lines().skip(2).map(ErrorsPageTest::cells).toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|")).skip(1).map(String::strip).toList();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsTriedAgainOrNotAndArrivesAsThisException(List<String> row) {
        String code = row.get(1).replace("`", "");
        int status = Integer.parseInt(row.get(0));
        glacier.simulator.inject((code.equals("none")
                        ? Fault.rawAnswer(status, "text/html", "<html>")
                        : Fault.answer(status, code.equals("any") ? "Whatever" : code, "because"))
                .always());

        assertAnswer("operation=initiateJob&jobType=inventory-retrieval", row.get(2), row.get(4));
        assertAnswer("operation=describeJob&jobId=any", row.get(3), row.get(4));
        assertAnswer("operation=listJobs", row.get(3), row.get(4));
    }

    private void assertAnswer(String options, String tries, String exception) {
        glacier.simulator.clearRequests();
        Exchange exchange = glacier.request(glacier.uri(options + "&maxRetries=2"), message -> {});
        boolean list = tries.equals("list");
        Throwable thrown = exchange.getException();
        assertThat(thrown instanceof JobMayExistException).as(options).isEqualTo(list);
        assertThat((list ? thrown.getCause() : thrown).getClass().getSimpleName())
                .isEqualTo(exception.replace("`", ""));
        assertThat(glacier.simulator.requests().stream()
                        .filter(request -> !list || request.operation() == Operation.INITIATE_JOB))
                .as(options)
                .hasSize(tries.equals("again") ? 3 : 1);
    }

    @ParameterizedTest
    @MethodSource("downloads")
    void aDownloadSurvivesItAndEndsWithThisExceptionIfItStays(List<String> row) throws IOException {
        Fault fault = DOWNLOADS.get(row.get(0));
        assertThat(fault).as(row.get(0)).isNotNull();
        Content content = Content.seeded(4, 3 * MIB);
        String job = glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
        String options =
                "operation=getJobOutput&chunkSize=1048576&parallelism=1&maxRetries=1&requestTimeout=2000&jobId=" + job;

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

    private static List<String> types(Throwable failure) {
        return Stream.<Class<?>>iterate(failure.getClass(), type -> type != null, Class::getSuperclass)
                .map(Class::getSimpleName)
                .toList();
    }

    @Test
    void bothTablesHaveRows() throws IOException {
        assertThat(answers()).hasSizeGreaterThan(15);
        assertThat(downloads()).hasSameSizeAs(DOWNLOADS.keySet());
    }
}
