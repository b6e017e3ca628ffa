package io.github.glacierjob.docs;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.SimulatedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;

/**
 * One archive is proved, and the other fails until it is tried again; the receipt says so before and after. The route
 * begins the sums when the receipt is complete.
 */
final class JourneyScenario {
    private final SnippetStage stage;
    private final String failing;

    private JourneyScenario(SnippetStage stage) {
        this.stage = stage;
        failing = stage.simulator.addArchive("photos", Content.seeded(9, 1 << 20), "other");
    }

    static void play(SnippetStage stage, Snippet snippet, String archive) throws Exception {
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:file:" + stage.directory.resolve("ledger"));
        stage.bind("db", ledger);
        JourneyScenario journey = new JourneyScenario(stage);
        stage.start(snippet);
        Path receipt = stage.directory.resolve("receipts").resolve("photos.csv");
        Path sums = receipt.resolveSibling("SHA256SUMS");
        await().atMost(SOON).until(() -> journey.failsUntil(Files.exists(sums)));
        assertThat(stateOf(archive, receipt)).isEqualTo("PROVED");
        assertThat(stateOf(journey.failing, receipt)).isEqualTo("FAILED");

        stage.send("direct:retry", "");
        await().atMost(SOON).until(() -> journey.timePassesUntil(journey.proved() == 2));
        stage.send("direct:receipt", "");
        assertThat(stateOf(archive, receipt)).isEqualTo("PROVED");
        assertThat(stateOf(journey.failing, receipt)).isEqualTo("PROVED");
        assertThat(sums).content().contains(archive, journey.failing);
    }

    /** Each job of the failing archive fails as soon as it is there. */
    private boolean failsUntil(boolean done) {
        stage.simulator.jobs("photos").stream()
                .filter(job -> failing.equals(job.archiveId()))
                .map(SimulatedJob::id)
                .forEach(id -> stage.simulator.failJob(id, "The archive was not readable"));
        return timePassesUntil(done);
    }

    private boolean timePassesUntil(boolean done) {
        if (!done) {
            stage.simulator.clock().advance(Duration.ofMinutes(20));
        }
        return done;
    }

    private long proved() throws IOException {
        try (var template = stage.context.createProducerTemplate()) {
            return template.requestBody("glacier-egress:photos?operation=status", null, GlacierEgressStatus.class)
                    .getArchives()
                    .get("PROVED");
        }
    }

    private static String stateOf(String archive, Path receipt) throws IOException {
        return Files.readAllLines(receipt).stream()
                .filter(line -> line.startsWith(archive + ","))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*,\"?(PROVED|FAILED|DELIVERED|READY|ORDERED|LISTED)\"?,.*", "$1");
    }
}
