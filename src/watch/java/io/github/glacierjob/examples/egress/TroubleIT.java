package io.github.glacierjob.examples.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Six kinds of trouble. Health, metrics, events, log and page show each after one poll, with a remedy. */
@Timeout(300)
class TroubleIT {

    private static final int MIB = 1 << 20;
    private static final String CHUNKS = "&outputMode=chunks&chunkSize=1048576&maxConnections=3&parallelism=1";

    @TempDir
    static Path directory;

    private static Browser browser;

    /** Causes trouble, which the next poll finds. */
    private interface Begin {
        void with(Troubled it) throws Exception;
    }

    enum Trouble {
        STALL(
                "stalled",
                "1 output has not moved for 10 minutes",
                () -> new Troubled(1, 3 * MIB, CHUNKS),
                TroubleIT::stall),
        THROTTLE_STORM(
                "throttled",
                "The service throttled requests",
                () -> new Troubled(1, 3 * MIB, "&maxRetries=20"),
                TroubleIT::throttleStorm),
        FAILING_ROUTE(
                "destination",
                "The destination accepts no archive",
                () -> new Troubled(2, 1000, "&concurrentJobs=2"),
                TroubleIT::failingRoute),
        EXPIRING_OUTPUT(
                "late",
                "will expire unfinished at the present rate",
                () -> new Troubled(1, 40 * MIB, CHUNKS + "&extendBefore=0"),
                TroubleIT::expiringOutput),
        EXHAUSTED_BUDGET(
                "budget",
                "bytesPerHour=2000 leaves no room",
                () -> new Troubled(3, 1000, "&bytesPerHour=2000"),
                TroubleIT::exhaustedBudget),
        DEAD_DATABASE(
                "database", "The database does not answer", () -> new Troubled(1, 1000, ""), TroubleIT::deadDatabase);

        private final String cause;
        private final String text;
        private final Callable<Troubled> vault;
        private final Begin begin;

        Trouble(String cause, String text, Callable<Troubled> vault, Begin begin) {
            this.cause = cause;
            this.text = text;
            this.vault = vault;
            this.begin = begin;
        }

        Troubled vault() throws Exception {
            return vault.call();
        }
    }

    @BeforeAll
    static void openTheBrowser() throws Exception {
        if (Programs.find(Browser.NAMES).isPresent()) {
            browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
        }
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void stall(Troubled it) {
        it.destination = it::hold;
        it.order(1);
        it.pollUntil(() -> it.messages.get() == 1);
        it.service.clock().advance(Duration.ofMinutes(11));
    }

    private static void throttleStorm(Troubled it) {
        it.destination = exchange -> exchange.getMessage().getBody(byte[].class);
        it.order(1);
        long before = it.service.requestCount(Operation.GET_JOB_OUTPUT);
        it.service.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT).always());
        it.pollUntil(() -> it.service.requestCount(Operation.GET_JOB_OUTPUT) > before);
        await().atMost(Troubled.SOON).until(() -> it.service.requestCount(Operation.GET_JOB_OUTPUT) > before + 11);
    }

    private static void failingRoute(Troubled it) {
        it.destination = exchange -> {
            throw new IOException("The destination is full");
        };
        it.order(2);
        it.pollUntil(() -> it.views.events.stream()
                        .filter(event -> event.getKind() == Kind.FAILED)
                        .count()
                > 1);
    }

    private static void expiringOutput(Troubled it) {
        it.destination = exchange -> {
            if (it.messages.get() == 3) {
                it.hold(exchange);
            }
            it.service.clock().advance(Duration.ofMinutes(80));
        };
        it.order(1);
        it.pollUntil(() -> it.messages.get() > 0);
        await().atMost(Troubled.SOON).until(() -> it.messages.get() == 4);
    }

    private static void exhaustedBudget(Troubled it) {
        it.pollUntil(() -> it.count("GLACIER_EGRESS_VAULT WHERE ORDER_CAUSE IS NOT NULL") == 1);
    }

    private static void deadDatabase(Troubled it) {
        it.order(1);
        it.pollUntil(() -> it.messages.get() == 1);
        it.databaseDown.set(true);
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultIsShownAfterOnePollWithItsRemedy(Trouble trouble) throws Exception {
        try (Troubled it = trouble.vault()) {
            trouble.begin.with(it);

            it.poll();

            assertThat(it.health().getDetails().get("alarm." + trouble.cause))
                    .asString()
                    .contains(trouble.text);
            assertThat(it.log()).containsPattern("WARN .*" + Pattern.quote(trouble.text) + ".*What to do: ");
            Kind kind = trouble == Trouble.EXHAUSTED_BUDGET ? Kind.BUDGET_REACHED : Kind.ALARM;
            await("event").atMost(Troubled.SOON).until(() -> it.views.events.stream()
                    .anyMatch(event -> event.getKind() == kind && trouble.cause.equals(event.getCause())));
            String metric = "camel_glacier_alarm\\{.*cause=\"" + trouble.cause + "\".*} 1\\.0";
            await("metric")
                    .atMost(Troubled.SOON)
                    .until(() -> it.views.scrape().lines().anyMatch(line -> line.matches(metric)));
            if (browser != null) {
                showsOnThePage(it, trouble);
            }
        }
    }

    private static void showsOnThePage(Troubled it, Trouble trouble) throws IOException {
        try (Tab tab = browser.open(it.views.page())) {
            await("page").atMost(Troubled.SOON).until(() -> tab.js("document.getElementById('alarms').innerText")
                    .contains(trouble.text));
            assertThat(tab.js("document.getElementById('alarms').innerText")).containsIgnoringCase(trouble.cause);
            assertThat(tab.text()).contains("Needs attention", "What to do: ");
        }
    }

    /** The page also shows that the program has ended. */
    @Test
    void thePageShowsThatTheProgramHasEnded() throws Exception {
        Browser.need();
        Troubled it = Trouble.DEAD_DATABASE.vault();
        try (Tab tab = browser.open(it.views.page())) {
            await().atMost(Troubled.SOON).until(() -> tab.text().contains("Vault photos"));
            it.close();

            await().atMost(Troubled.SOON).until(() -> tab.text().contains("The program does not answer"));
            assertThat(tab.js("document.title")).isEqualTo("No answer");
        }
    }
}
