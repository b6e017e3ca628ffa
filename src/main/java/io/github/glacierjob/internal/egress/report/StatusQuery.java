package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.claim.DeliveryRate;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.cost.Spending;
import io.github.glacierjob.internal.egress.cost.SpendingQuery;
import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.egress.ledger.VaultSums;
import io.github.glacierjob.job.VaultAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads the snapshot of a vault from the ledger. Thread-safe. */
public final class StatusQuery {

    /** The largest number of causes of failures in a snapshot. */
    private static final int CAUSES = 10;

    private final EgressVault vault;
    private final VaultArn arn;

    public StatusQuery(EgressVault vault) {
        this.vault = vault;
        this.arn = new VaultArn(vault);
    }

    /** A new snapshot. A request to the service is sent only if the ledger does not have the vault yet. */
    public Snapshot read() {
        String vaultArn = arn.get();
        Instant now = vault.ledger().now();
        SpendingQuery cost = cost(vaultArn);
        boolean proofRequired = vault.options().isRequireProof();
        return vault.ledger().sql().inTransaction(connection -> {
            Reading reading = new Reading(vault.ledger().sql(), connection, vaultArn, now);
            VaultSums sums = reading.sums();
            return reading.snapshot(sums, proofRequired, cost.read(reading.sql(), connection, sums));
        });
    }

    /** The rate of the last hour; 0 if nothing was delivered in it, or if the ledger does not have the vault. */
    public double bytesPerHour() {
        Instant now = vault.ledger().now();
        Sql sql = vault.ledger().sql();
        return arn.known()
                .flatMap(known -> sql.inTransaction(connection -> DeliveryRate.read(sql, connection, known, now)))
                .map(DeliveryRate::bytesPerHour)
                .orElse(0.0);
    }

    private SpendingQuery cost(String vaultArn) {
        String region =
                VaultAddress.ofArn(vaultArn).flatMap(VaultAddress::region).orElse(null);
        return new SpendingQuery(
                new Tariff(vault.prices(), region), vault.options().getTier());
    }

    /** The snapshot at the beginning of a receipt, without the cost. */
    static Snapshot head(Sql sql, Connection connection, String vaultArn, Instant now) throws SQLException {
        Reading reading = new Reading(sql, connection, vaultArn, now);
        return reading.snapshot(reading.sums(), false, null);
    }

    /** Reads a vault in one transaction. */
    private record Reading(Sql sql, Connection connection, String vaultArn, Instant now) {

        VaultSums sums() throws SQLException {
            return VaultSums.read(sql, connection, vaultArn);
        }

        Snapshot snapshot(VaultSums sums, boolean proofRequired, Spending cost) throws SQLException {
            List<VaultSums.OfState> groups = sums.states();
            Map<ArchiveState, Quantity> states = states(groups);
            Instant begun = groups.stream()
                    .map(VaultSums.OfState::begun)
                    .filter(Objects::nonNull)
                    .min(Instant::compareTo)
                    .orElse(null);
            Quantity delivered = states.get(ArchiveState.DELIVERED).plus(states.get(ArchiveState.PROVED));
            return new Snapshot(
                    vaultArn,
                    now,
                    facts(),
                    states,
                    groups.stream().mapToLong(VaultSums.OfState::orders).sum(),
                    groups.stream().mapToLong(VaultSums.OfState::extensions).sum(),
                    DeliveryRate.read(sql, connection, vaultArn, now).orElse(DeliveryRate.NONE),
                    DeliveryRate.of(delivered, begun, now),
                    first(groups, ArchiveState.READY, VaultSums.OfState::nextExpiry),
                    first(groups, ArchiveState.ORDERED, VaultSums.OfState::begun),
                    causes(),
                    proofRequired,
                    cost);
        }

        private VaultFacts facts() throws SQLException {
            String query = "SELECT * FROM {VAULT} WHERE VAULT_ARN = ?";
            return Sql.first(sql.query(connection, query, VaultFacts::of, vaultArn))
                    .orElse(VaultFacts.NONE);
        }

        private List<Snapshot.Cause> causes() throws SQLException {
            return sql.query(
                    connection,
                    "SELECT CAUSE, COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'FAILED' GROUP BY CAUSE"
                            + " ORDER BY N DESC, CAUSE FETCH FIRST " + CAUSES + " ROWS ONLY",
                    row -> new Snapshot.Cause(row.getString("CAUSE"), row.getLong("N")),
                    vaultArn);
        }
    }

    private static Map<ArchiveState, Quantity> states(List<VaultSums.OfState> groups) {
        Map<ArchiveState, Quantity> states = new EnumMap<>(ArchiveState.class);
        for (ArchiveState state : ArchiveState.values()) {
            states.put(state, Quantity.NONE);
        }
        groups.forEach(group -> states.put(group.state(), Quantity.of(group)));
        return Collections.unmodifiableMap(states);
    }

    private static Instant first(
            List<VaultSums.OfState> groups, ArchiveState state, Function<VaultSums.OfState, Instant> moment) {
        return groups.stream()
                .filter(group -> group.state() == state)
                .findFirst()
                .map(moment)
                .orElse(null);
    }
}
