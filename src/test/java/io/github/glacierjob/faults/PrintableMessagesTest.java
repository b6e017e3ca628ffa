package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.testkit.StubService;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No message of an exception quotes remote text without escaping, because a line end or an escape sequence could forge
 * a log line.
 */
class PrintableMessagesTest {

    private static final String FORGED = "a\r\n2026-01-01 INFO forged \u001b[31m\u202e";
    private static final String IN_JSON = FORGED.replace("\r\n", "\\r\\n").replace("\u001b", "\\u001b");

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    static Stream<Class<?>> exceptions() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.glacierjob")
                        .stream()
                        .filter(type -> !type.getPackageName().contains(".springboot"))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(Throwable.class::isAssignableFrom);
    }

    private static Object argument(Class<?> type) {
        if (type == String.class) {
            return FORGED;
        }
        if (type == InventoryPosition.class) {
            return new InventoryPosition(0, 0, 0, Optional.empty());
        }
        if (type == boolean.class) {
            return true;
        }
        return type == List.class ? List.of() : type == Map.class ? Map.of() : null;
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void everyExceptionHasAPrintableMessage(Class<?> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            constructor.setAccessible(true);
            Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                    .map(PrintableMessagesTest::argument)
                    .toArray();

            assertPrintable((Throwable) constructor.newInstance(arguments));
        }
    }

    private static void assertPrintable(Throwable failure) {
        if (failure.getMessage() != null) {
            assertThat(failure.getMessage()).matches("[ -~]*");
        }
    }

    private static String job(String status) {
        return ("{'Action':'ArchiveRetrieval','ArchiveId':'%s','JobId':'%s','VaultARN':'arn:%s','JobDescription':'%s',"
                        + "'Completed':true,'StatusCode':'%s','StatusMessage':'%s','ArchiveSizeInBytes':5,"
                        + "'SHA256TreeHash':'%s','ArchiveSHA256TreeHash':'%s','RetrievalByteRange':'%s',"
                        + "'CompletionDate':'%s'}")
                .replace("%s", IN_JSON)
                .replace("'StatusCode':'" + IN_JSON, "'StatusCode':'" + status)
                .replace('\'', '"');
    }

    /**
     * The service's answers to a request for an output: a success with unusual headers, and refusals with an unusual
     * message.
     */
    @ParameterizedTest
    @CsvSource({
        "getJobOutput, Failed, 200, stream",
        "getJobOutput, InProgress, 200, stream",
        "getJobOutput, Succeeded, 200, stream",
        "getJobOutput, Succeeded, 206, chunks",
        "getJobOutput, Succeeded, 404, stream",
        "getJobOutput, Succeeded, 400, stream",
        "getJobOutput, Succeeded, 206, file",
        "getJobOutput, Succeeded, 206, ranges"
    })
    void noMessageQuotesAnAnswerWithoutEscaping(String operation, String status, int code, String mode)
            throws Exception {
        String refusal = "{\"code\":\"ResourceNotFoundException\",\"type\":\"Client\",\"message\":\"" + IN_JSON
                + " not currently available for download\"}";
        try (StubService service = new StubService(uri -> uri.getPath().endsWith("/output")
                ? new StubService.Answer(
                        code,
                        Map.of("Content-Range", "bytes 0-4/6 \u001b[31m", "x-amz-sha256-tree-hash", "00\u001b[31m"),
                        code < 300 ? "12345" : refusal)
                : new StubService.Answer(200, Map.of(), job(status)))) {
            Exchange exchange =
                    call(service, "operation=" + operation + "&workDirectory=target/printable&outputMode=" + mode);

            List<Throwable> causes = causes(exchange.getException());
            assertThat(causes)
                    .isNotEmpty()
                    .filteredOn(PrintableMessagesTest::isOurs)
                    .isNotEmpty();
            causes.stream().filter(PrintableMessagesTest::isOurs).forEach(PrintableMessagesTest::assertPrintable);
        }
    }

    private static boolean isOurs(Throwable failure) {
        return failure.getClass().getName().startsWith("io.github.glacierjob.")
                || failure instanceof IllegalArgumentException;
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private Exchange call(StubService service, String options) throws Exception {
        context.start();
        try (var template = context.createProducerTemplate()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setHeader("CamelGlacierJobId", "job");
            return template.send(service.uri("photos", options), exchange);
        }
    }

    /** A job without a usable id or ARN is ignored, with one line in the report. */
    @ParameterizedTest
    @CsvSource({"JobId", "VaultARN"})
    void aListedJobWithAForgedNameIsReportedInOneLineAndNotConsumed(String member) throws Exception {
        String arn = "arn:aws:glacier:us-west-2:111122223333:vaults/photos";
        String listed = job("Succeeded")
                .replaceFirst("(?<=\"JobId\":\")[^\"]*", member.equals("JobId") ? "bad\\\\nid" : "job")
                .replaceFirst("(?<=\"VaultARN\":\")[^\"]*", member.equals("VaultARN") ? arn + "\\\\nforged" : arn);
        List<Throwable> reports = new CopyOnWriteArrayList<>();
        try (StubService service = new StubService(200, Map.of(), "{\"JobList\":[" + listed + "],\"Marker\":null}")) {
            ForgedReports handler = new ForgedReports(reports);
            context.getRegistry().bind("reports", handler);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(service.uri("photos", "initialDelay=0&delay=50&exceptionHandler=#reports"))
                            .to("mock:none");
                }
            });
            context.start();
            await().atMost(SOON).until(() -> service.requests.size() > 3);
            assertThat(reports).hasSize(1);
            assertThat(service.requests).noneMatch(request -> request.contains("/output"));
            reports.forEach(PrintableMessagesTest::assertPrintable);
            assertThat(handler.words).allSatisfy(words -> assertThat(words).matches("[ -~]*"));
        }
    }

    private static final class ForgedReports implements ExceptionHandler {

        private final List<String> words = new CopyOnWriteArrayList<>();
        private final List<Throwable> reports;

        ForgedReports(List<Throwable> reports) {
            this.reports = reports;
        }

        @Override
        public void handleException(Throwable exception) {
            reports.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            words.add(message);
            reports.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            handleException(message, exception);
        }
    }
}
