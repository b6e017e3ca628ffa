package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the table of wrong inputs. A message of one line must name the option as the user wrote it, the given value,
 * and the right form, before any request and within seconds. The applications are those of a user: camel-main and
 * routes.
 */
class WrongInputsTest {

    private static final Path TABLE = Path.of("src/test/resources/wrong-inputs.csv");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int MOST_TRIES = 10;

    private static GlacierSimulator glacier;

    /** A row of the table. */
    private record Mistake(String place, String scheme, String option, String value, String others, String rule) {

        static Mistake of(String row) {
            String[] cells = row.split("\\|", -1);
            return new Mistake(
                    cells[0].trim(),
                    cells[1].trim(),
                    cells[2].trim(),
                    cells[3].trim(),
                    cells[4].trim(),
                    cells[5].trim());
        }

        boolean isEgress() {
            return scheme.equals("glacier-egress");
        }

        /** camel-main passes chunk-size to the component as chunkSize. */
        String name() {
            return place.equals("property") ? StringHelper.dashToCamelCase(option) : option;
        }

        String uri() {
            String options = others;
            if (place.equals("uri") || place.equals("from")) {
                options = option + "=RAW(" + value + ")" + (others.isEmpty() ? "" : "&" + others);
            }
            if (!place.equals("from") && !options.contains("operation=")) {
                options = (isEgress() ? "operation=status" : "operation=listJobs")
                        + (options.isEmpty() ? "" : "&" + options);
            }
            return scheme + ":photos?" + options;
        }
    }

    static Stream<Mistake> table() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(row -> !row.isBlank() && !row.startsWith("#"))
                .map(Mistake::of);
    }

    @BeforeAll
    static void start() {
        glacier = GlacierSimulator.start();
        glacier.createVault("photos");
    }

    @AfterAll
    static void stop() throws SQLException {
        try (var connection = ledger().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        glacier.close();
    }

    @ParameterizedTest
    @MethodSource("table")
    void anErrorNamesOptionValueRuleAndRemedyWithinSeconds(Mistake mistake) {
        List<String> messages = quickMessages(mistake);

        assertThat(messages).anySatisfy(message -> assertThat(message)
                .contains(mistake.name() + ": '" + Rejection.printable(mistake.value()) + "' ", mistake.rule()));
        assertThat(glacier.requests()).isEmpty();
    }

    /** A busy machine slows a single try; a wait in the component slows every try. */
    private static List<String> quickMessages(Mistake mistake) {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            long begun = System.nanoTime();
            List<String> messages = messages(mistake);
            if (System.nanoTime() - begun < LIMIT.toNanos()) {
                return messages;
            }
        }
        throw new AssertionError("took over " + LIMIT + " in each of " + MOST_TRIES + " tries");
    }

    private static List<String> messages(Mistake mistake) {
        List<String> messages = new ArrayList<>();
        Throwable failure = failure(mistake);
        while (failure != null) {
            messages.add(String.valueOf(failure.getMessage()));
            failure = failure.getCause();
        }
        return messages;
    }

    private static Throwable failure(Mistake mistake) {
        Main application = new Main();
        try {
            configure(application, mistake);
            application.start();
            if (mistake.place().equals("from")) {
                return new AssertionError("it started");
            }
            Exchange answer = application
                    .getCamelContext()
                    .createProducerTemplate()
                    .request("direct:go", exchange -> {
                        if (mistake.place().equals("header")) {
                            exchange.getMessage().setHeader(mistake.option(), mistake.value());
                        }
                    });
            return answer.getException() == null ? new AssertionError("it ran") : answer.getException();
        } catch (Exception e) {
            return e;
        } finally {
            application.stop();
        }
    }

    private static void configure(Main application, Mistake mistake) {
        for (String scheme : List.of("glacier-job", "glacier-egress")) {
            Map.of(
                            "overrideEndpoint", "true",
                            "uriEndpointOverride", glacier.endpoint().toString(),
                            "accessKey", "a",
                            "secretKey", "s",
                            "region", "us-east-1")
                    .forEach((name, value) ->
                            application.addInitialProperty("camel.component." + scheme + "." + name, value));
        }
        if (mistake.place().equals("property")) {
            application.addOverrideProperty(
                    "camel.component." + mistake.scheme() + "." + mistake.option(), mistake.value());
        }
        if (mistake.isEgress()) {
            application.bind("ledger", ledger());
        }
        application.configure().withJmxEnabled(false);
        application.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                if (mistake.place().equals("from") || mistake.option().equals("state-directory")) {
                    from(mistake.uri()).to("log:never");
                } else {
                    from("direct:go").to(mistake.uri());
                }
            }
        });
    }

    private static JdbcDataSource ledger() {
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:wrong-inputs;DB_CLOSE_DELAY=-1");
        return ledger;
    }

    @Test
    void theTableHasAtLeastSixtyRows() throws IOException {
        assertThat(table()).hasSizeGreaterThanOrEqualTo(60);
    }
}
