package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.testkit.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A receipt is read from the ledger while the route reads it. It shows one moment, and it returns its connection. */
class LongReceiptTest {

    private static final int ROWS = 100_000;

    /** More rows than are fetched and written at a time. */
    private static final int SOME = 5_000;

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static FilledLedger filled(Database.Kind kind, int rows) throws Exception {
        FilledLedger ledger = new FilledLedger(kind);
        ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
        ledger.fill(kind, rows);
        return ledger;
    }

    /** The actions of a route on a receipt. */
    private static Exchange inRoute(FilledLedger ledger, String options, Processor reader) throws Exception {
        ledger.glacier.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:receipt")
                        .streamCache("true")
                        .to(ledger.uri("photos", options))
                        .process(reader);
            }
        });
        return ledger.glacier.request("direct:receipt", exchange -> {});
    }

    private static InputStream stream(Exchange exchange) {
        return exchange.getMessage().getBody(InputStream.class);
    }

    private static long lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .lines()
                .count();
    }

    private static final class Connections {

        final AtomicInteger out = new AtomicInteger();
        Connection last;

        static Connections of(FilledLedger ledger) {
            Connections connections = new Connections();
            ledger.source = "counted";
            ledger.glacier
                    .context
                    .getRegistry()
                    .bind(
                            "counted",
                            Database.source(() -> connections.counted(ledger.database.source.getConnection())));
            return connections;
        }

        private Connection counted(Connection connection) {
            last = connection;
            out.incrementAndGet();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            out.decrementAndGet();
                            return null;
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aHundredThousandArchivesAreReadInOrder(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind, ROWS)) {
            Exchange answer = inRoute(ledger, "operation=receipt", exchange -> {
                try (BufferedReader csv =
                        new BufferedReader(new InputStreamReader(stream(exchange), StandardCharsets.UTF_8))) {
                    assertThat(csv.lines().skip(13).map(line -> line.split(",")[4]))
                            .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS)
                                    .mapToObj(Integer::toString)
                                    .toList());
                }
            });
            assertThat(answer.getException()).isNull();
            JsonNode json = new ObjectMapper().readTree(ledger.ask("operation=receipt&format=JSON", InputStream.class));

            assertThat(json.get("archives")).hasSize(ROWS);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aReceiptUsesOneConnectionAndRestoresItsSettings(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind, SOME)) {
            Connections connections = Connections.of(ledger);
            Exchange answer = inRoute(ledger, "operation=receipt", exchange -> {
                InputStream body = stream(exchange);
                body.readNBytes(100_000);
                assertThat(connections.out).hasValue(1);
                body.readAllBytes();
                assertThat(connections.out).hasValue(0);
            });

            assertThat(answer.getException()).isNull();
            assertThat(connections.last.getAutoCommit()).isTrue();
            assertThat(connections.last.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aReceiptDoesNotShowChangesDuringItsReading(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind, SOME)) {
            Exchange answer = inRoute(ledger, "operation=receipt", exchange -> {
                InputStream body = stream(exchange);
                String begin = new String(body.readNBytes(1_000), StandardCharsets.UTF_8);
                ledger.execute("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'FAILED'");
                ledger.archive("late", "LISTED", "CREATED=2030-01-01T00:00:00Z");
                String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);

                assertThat(begin).contains("#LISTED," + SOME + ",", "#total," + SOME + ",");
                assertThat(rest).doesNotContain("FAILED", "late").endsWith("\r\n");
            });

            assertThat(answer.getException()).isNull();
            assertThat(ledger.ask("operation=receipt", String.class)).contains("#FAILED," + SOME + ",", "late");
        }
    }

    @Test
    void theEndOfTheExchangeReturnsTheConnectionOfAPartlyReadReceipt() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2, SOME)) {
            Connections connections = Connections.of(ledger);
            Exchange answer = inRoute(ledger, "operation=receipt", exchange -> assertThat(
                            stream(exchange).readNBytes(100))
                    .hasSize(100));

            assertThat(answer.getException()).isNull();
            assertThat(connections.out).hasValue(0);
        }
    }

    @Test
    void readingAClosedReceiptIsAClearError() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2, SOME)) {
            Connections connections = Connections.of(ledger);
            InputStream body = stream(ledger.request("operation=receipt"));
            assertThat(body.readNBytes(100)).hasSize(100);
            body.close();

            assertThat(connections.out).hasValue(0);
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("The receipt is closed: it must be read before its exchange is done");
        }
    }

    @Test
    void anUnreadReceiptCanStillBeReadAfterTheExchange() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2, SOME)) {
            Connections connections = Connections.of(ledger);
            Exchange answer = ledger.request("operation=receipt");
            assertThat(connections.out).hasValue(0);

            assertThat(lines(stream(answer))).isEqualTo(13 + SOME);
            assertThat(connections.out).hasValue(0);
        }
    }

    @Test
    void camelNeitherCachesAReceiptNorReadsItTwice() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2, SOME)) {
            Exchange answer = inRoute(ledger, "operation=receipt", exchange -> {
                StreamCache body = exchange.getMessage().getBody(StreamCache.class);
                assertThat(body.inMemory()).isFalse();
                assertThat(body.position()).isZero();
                long whole = lines((InputStream) body);
                body.reset();
                StreamCache copy = body.copy(exchange);

                assertThat(List.of(whole, lines((InputStream) body), lines((InputStream) copy)))
                        .containsOnly(13L + SOME);
            });

            assertThat(answer.getException()).isNull();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerFailsTheExchangeAndKeepsNoConnection() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2, 1)) {
            Connections connections = Connections.of(ledger);
            ledger.request("operation=receipt");
            ledger.execute("DROP TABLE GLACIER_EGRESS_MINUTE");

            assertThat(ledger.request("operation=receipt").getException())
                    .hasStackTraceContaining("GLACIER_EGRESS_MINUTE");
            assertThat(connections.out).hasValue(0);
        }
    }
}
