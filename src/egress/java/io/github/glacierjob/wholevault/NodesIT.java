package io.github.glacierjob.wholevault;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Three processes share a vault through PostgreSQL: one is killed, and one is paused until others have taken over its
 * work.
 */
class NodesIT {

    private static final long SEED = Long.getLong("egress.seed", System.nanoTime());
    private static final int ARCHIVES = 90;
    private static final long LARGEST = 8L << 20;
    private static final long BYTES_PER_SECOND = 200_000;
    private static final int SPEED = 60;
    private static final int CONCURRENT = 3;

    private static final String OPTIONS = "&delay=500&chunkSize=1048576&parallelism=2&concurrentJobs=" + CONCURRENT;

    private Run run;
    private Ledger ledger;

    @Test
    void eachArchiveIsDeliveredOnceExceptThoseInFlight() throws Exception {
        Path directory = Run.emptyDirectory("nodes");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HikariDataSource database = new HikariDataSource();
                Vault glacier = new Vault(new Random(SEED), FastClock.begin(SPEED), BYTES_PER_SECOND);
                Run nodes = new Run("three processes", directory, glacier, url(postgres), OPTIONS)) {
            database.setJdbcUrl(url(postgres));
            ledger = new Ledger(database);
            run = nodes;
            glacier.fill(ARCHIVES, LARGEST);
            run.line("seed", Long.toString(SEED));
            Set<String> inFlight = disturb();
            run.awaitEnd("stopped");
            run.awaitEnd("steady");
            requireOnce(inFlight);
            run.conclude(ledger);
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /**
     * Kills a node and pauses another until the third one has done their work; returns the archives that the paused
     * node had claimed, and those that the killed node had begun and not committed.
     */
    private Set<String> disturb() throws Exception {
        run.start("killed");
        Process stopped = run.start("stopped");
        run.start("steady");
        for (String node : List.of("killed", "stopped", "steady")) {
            run.awaitAlive(node, () -> !run.noted(node, Node.ENDED).isEmpty());
        }
        Set<String> inFlight = pauseInRoute("stopped", stopped);
        run.kill("killed", () -> isInRoute("killed"), 0);
        inFlight.addAll(notCommitted("killed"));
        assertThat(inFlight).hasSizeBetween(1, 2 * CONCURRENT);
        run.awaitAlive("steady", () -> run.noted("steady", Node.BEGUN).containsAll(inFlight));
        Jvm.resume(stopped);
        return inFlight;
    }

    /**
     * Pauses a node while it has an archive in its route; returns the archives that it has claimed. A route that has
     * just ended may have nothing in flight: then the node runs on, and is paused again.
     */
    private Set<String> pauseInRoute(String node, Process process) throws Exception {
        do {
            Jvm.resume(process);
            run.awaitAlive(node, () -> isInRoute(node));
            Jvm.pause(process);
        } while (!isInRoute(node));
        return new TreeSet<>(ledger.claimedWith(inRoute(node).get(0)));
    }

    private boolean isInRoute(String node) {
        return !inRoute(node).isEmpty();
    }

    private List<String> inRoute(String node) {
        List<String> archives = new ArrayList<>(run.noted(node, Node.BEGUN));
        archives.removeAll(run.noted(node, Node.ENDED));
        return archives;
    }

    private Set<String> notCommitted(String node) throws Exception {
        Set<String> archives = new TreeSet<>(run.noted(node, Node.BEGUN));
        archives.removeAll(ledger.delivered());
        return archives;
    }

    private void requireOnce(Set<String> inFlight) {
        Map<String, Long> begun = run.begun();
        List<String> again = new ArrayList<>();
        begun.forEach((archive, times) -> {
            if (times > (inFlight.contains(archive) ? 2 : 1)) {
                again.add(archive + ": " + run.nodesThatBegan(archive));
            }
        });
        assertThat(again).as("in flight: " + inFlight).isEmpty();
    }
}
