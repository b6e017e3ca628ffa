package io.github.glacierjob.wholevault;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.glacierjob.simulator.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed while it orders, and again while it waits for its budget, never exceeds the budget. An hour
 * takes six seconds.
 */
class BudgetIT {

    private static final long SEED = Long.getLong("egress.seed", System.nanoTime());
    private static final int ARCHIVES = 24;
    private static final long LARGEST = 3L << 20;
    private static final long BYTES_PER_HOUR = 4L << 20;
    private static final int SPEED = 600;

    private static final String OPTIONS = "&delay=100&retryDelay=50&maxRetryDelay=500&bytesPerHour=" + BYTES_PER_HOUR;

    @Test
    void noSlidingHourExceedsTheBudgetAlthoughTheProcessIsKilled() throws Exception {
        Path directory = Run.emptyDirectory("budget");
        String database = "jdbc:h2:file:" + directory.resolve("ledger");
        try (Vault vault = new Vault(new Random(SEED), FastClock.begin(SPEED), 0);
                Run run = new Run("a process with a budget", directory, vault, database, OPTIONS)) {
            vault.fill(ARCHIVES, LARGEST);
            run.line("seed", Long.toString(SEED));
            run.start("life1");
            run.kill("life1", () -> vault.requests(Operation.INITIATE_JOB) >= 3, 0);
            WholeVaultIT.letTimePass(database);
            run.start("life2");
            run.kill("life2", () -> vault.requests(Operation.GET_JOB_OUTPUT) >= 3, 0);
            WholeVaultIT.letTimePass(database);
            run.start("last");
            run.awaitEnd("last");
            long most = vault.mostOrderedIn(Duration.ofHours(1));
            run.line("bytes allowed in an hour", BYTES_PER_HOUR);
            run.line("most bytes in a sliding hour", most);
            try (HikariDataSource ledger = new HikariDataSource()) {
                ledger.setJdbcUrl(database);
                run.conclude(new Ledger(ledger));
            }
            assertThat(most).isBetween(BYTES_PER_HOUR / 2, BYTES_PER_HOUR);
        }
    }
}
