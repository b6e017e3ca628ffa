package io.github.glacierjob.wholevault;

import com.zaxxer.hikari.HikariDataSource;
import io.github.glacierjob.simulator.Operation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed again and again retrieves a whole vault from a service with all kinds of faults. {@code
 * egress.archives} and {@code egress.largest} set the number of archives and their largest size in bytes. {@code
 * egress.kills} sets the number of kills, {@code egress.faults} the share of requests with each fault, {@code
 * egress.seed} the random numbers, and {@code egress.speed} how many times as fast as real time the clocks of the
 * service and of the ledger run.
 */
class WholeVaultIT {

    private static final int ARCHIVES = Integer.getInteger("egress.archives", 40);
    private static final long LARGEST = Long.getLong("egress.largest", 20L << 20);
    private static final int KILLS = Integer.getInteger("egress.kills", 2);
    private static final double FAULTS = Double.parseDouble(System.getProperty("egress.faults", "0.02"));
    private static final long SEED = Long.getLong("egress.seed", System.nanoTime());
    private static final int SPEED = Integer.getInteger("egress.speed", 60);
    private static final int DELAY_MICROS = 500_000;

    private static final String OPTIONS = "&delay=500&requestTimeout=5000&retryDelay=50&maxRetryDelay=2000";

    private final Random random = new Random(SEED);

    @Test
    void everyArchiveIsCompleteAndPaidOnceAlthoughTheProcessIsKilledRepeatedly() throws Exception {
        Path directory = Run.emptyDirectory("kills");
        String database = "jdbc:h2:file:" + directory.resolve("ledger");
        try (Vault vault = new Vault(random, FastClock.begin(SPEED), 0);
                Run run = new Run("a process that is killed", directory, vault, database, OPTIONS)) {
            vault.fill(ARCHIVES, LARGEST);
            vault.misbehave(FAULTS);
            run.line("seed", Long.toString(SEED));
            long left = vault.bytes();
            for (int kill = 1; kill <= KILLS; kill++) {
                BooleanSupplier moment = moment(vault, kill, left);
                run.start("life" + kill);
                run.kill("life" + kill, moment, random.nextInt(DELAY_MICROS));
                left = letTimePass(database);
            }
            run.line("kills", KILLS);
            run.start("last");
            run.awaitEnd("last");
            try (HikariDataSource ledger = new HikariDataSource()) {
                ledger.setJdbcUrl(database);
                run.conclude(new Ledger(ledger));
            }
        }
    }

    /**
     * The next process starts when the claims of the killed one have expired, as if the machine had been off for that
     * time. Returns the bytes that are left.
     */
    static long letTimePass(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("ARCHIVE", "ORDERS")) {
                statement.executeUpdate(
                        "UPDATE GLACIER_EGRESS_" + table + " SET BEAT_AT = BEAT_AT - INTERVAL '1' HOUR");
            }
            statement.executeUpdate(
                    "UPDATE GLACIER_EGRESS_VAULT SET LOADER_BEAT_AT = LOADER_BEAT_AT - INTERVAL '1' HOUR,"
                            + " LOOKER_BEAT_AT = LOOKER_BEAT_AT - INTERVAL '1' HOUR");
            try (ResultSet left = statement.executeQuery(
                    "SELECT SUM(SIZE_BYTES) FROM GLACIER_EGRESS_ARCHIVE WHERE STATE <> 'DELIVERED'")) {
                left.next();
                return left.getLong(1);
            }
        }
    }

    /** The first kill happens during orders, and each other kill after a third of the remaining deliveries. */
    private static BooleanSupplier moment(Vault vault, int kill, long bytesLeft) {
        long served = vault.served();
        return kill == 1
                ? () -> vault.requests(Operation.INITIATE_JOB) >= ARCHIVES / 2
                : () -> vault.served() - served >= bytesLeft / 3;
    }
}
