package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.claim.DeliveryRate;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.job.CompletedJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Calculates how many more archives may be ordered, in addition to those that are ordered and not delivered yet. The
 * total is limited to what can be delivered, at the observed rate, before an output expires. Thread-safe.
 */
public final class Flight {

    private static final long UNTIL_KNOWN_JOBS = 1000;
    private static final long UNTIL_KNOWN_BYTES = 100L << 30;
    private static final long LIFE_HOURS = CompletedJob.OUTPUT_LIFETIME.toHours();

    private final EgressVault vault;

    public Flight(EgressVault vault) {
        this.vault = vault;
    }

    /**
     * How much more may be ordered.
     *
     * @param oneAnyway whether one archive of any size may be ordered, because no archive is in flight
     */
    public record Allowance(long archives, long bytes, boolean oneAnyway) {}

    /** How much more may be ordered, in addition to the archives in flight. The caller has locked the vault's row. */
    public Allowance allowance(Connection connection) throws SQLException {
        Quantity inFlight = inFlight(connection);
        long archives = vault.options().getJobsInFlight();
        long bytes = UNTIL_KNOWN_BYTES;
        Optional<DeliveryRate> rate = rate(connection);
        if (rate.isEmpty()) {
            archives = Math.min(archives, UNTIL_KNOWN_JOBS);
        } else if (rate.get().isOfSmallArchives()) {
            archives = Math.min(
                    archives, Math.max(UNTIL_KNOWN_JOBS, (long) (rate.get().archivesPerHour() * LIFE_HOURS)));
        } else {
            bytes = (long) (rate.get().bytesPerHour() * LIFE_HOURS);
        }
        return new Allowance(archives - inFlight.archives(), bytes - inFlight.bytes(), inFlight.archives() == 0);
    }

    private Quantity inFlight(Connection connection) throws SQLException {
        String ordered = "SELECT COUNT(*) AS N,"
                + " COALESCE(SUM(GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0)), 0) AS B"
                + " FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = ?";
        String open = "SELECT COUNT(*) AS N, COALESCE(SUM(COALESCE(SIZE_BYTES, 0)), 0) AS B FROM {ORDERS}"
                + " WHERE VAULT_ARN = ? AND STATE = ? AND NOT EXTENSION";
        // One query for each state: with a list of states, H2 uses only the vault column of the index.
        return inFlight(connection, ordered, "ORDERED")
                .plus(inFlight(connection, ordered, "READY"))
                .plus(inFlight(connection, open, "OPEN"))
                .plus(inFlight(connection, open, "UNCLEAR"));
    }

    private Quantity inFlight(Connection connection, String counted, String state) throws SQLException {
        return sql().query(
                        connection,
                        counted,
                        row -> new Quantity(row.getLong("N"), row.getLong("B"), 0),
                        vault.arn(),
                        state)
                .get(0);
    }

    /** The rate of the last hour; empty if nothing was delivered in it. */
    public Optional<DeliveryRate> rate(Connection connection) throws SQLException {
        return DeliveryRate.read(sql(), connection, vault.arn(), vault.ledger().now());
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
