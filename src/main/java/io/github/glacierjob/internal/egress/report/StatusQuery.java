package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.claim.DeliveryRate;
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
        Sql sql = vault.ledger().sql();
        SpendingQuery cost = cost(vaultArn);
        boolean proofRequired = vault.options().isRequireProof();
        return sql.inTransaction(connection -> {
            VaultSums sums = VaultSums.read(sql, connection, vaultArn);
            return snapshot(sql, connection, sums, now, proofRequired).with(cost.read(sql, connection, sums));
        });
    }

    /** The rate of the last hour; 0 if nothing was delivered in it, or if the ledger does not have the vault. */
    public double bytesPerHour() {
        Instant now = vault.ledger().now();
        Sql sql = vault.ledger().sql();
        return arn.known()
                .map(known -> sql.inTransaction(connection -> lastHour(sql, connection, known, now)))
                .map(Rate::bytesPerHour)
                .orElse(0.0);
    }

    private SpendingQuery cost(String vaultArn) {
        String region =
                VaultAddress.ofArn(vaultArn).flatMap(VaultAddress::region).orElse(null);
        return new SpendingQuery(
                new Tariff(vault.prices(), region), vault.options().getTier());
    }

    static Snapshot read(Sql sql, Connection connection, String vaultArn, Instant now, boolean proofRequired)
            throws SQLException {
        return snapshot(sql, connection, VaultSums.read(sql, connection, vaultArn), now, proofRequired);
    }

    private static Snapshot snapshot(Sql sql, Connection connection, VaultSums sums, Instant now, boolean proofRequired)
            throws SQLException {
        String vaultArn = sums.vaultArn();
        List<VaultSums.OfState> groups = sums.states();
        Map<ArchiveState, Totals> states = states(groups);
        Instant begun = groups.stream()
                .map(VaultSums.OfState::begun)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        Totals delivered = states.get(ArchiveState.DELIVERED).plus(states.get(ArchiveState.PROVED));
        return new Snapshot(
                vaultArn,
                now,
                inventory(sql, connection, vaultArn),
                states,
                groups.stream().mapToLong(VaultSums.OfState::orders).sum(),
                groups.stream().mapToLong(VaultSums.OfState::extensions).sum(),
                lastHour(sql, connection, vaultArn, now),
                Rate.of(delivered, begun, now),
                first(groups, ArchiveState.READY, VaultSums.OfState::nextExpiry),
                first(groups, ArchiveState.ORDERED, VaultSums.OfState::begun),
                causes(sql, connection, vaultArn),
                proofRequired,
                null);
    }

    private static Map<ArchiveState, Totals> states(List<VaultSums.OfState> groups) {
        Map<ArchiveState, Totals> states = new EnumMap<>(ArchiveState.class);
        for (ArchiveState state : ArchiveState.values()) {
            states.put(state, Totals.NONE);
        }
        groups.forEach(group -> states.put(group.state(), new Totals(group.archives(), group.bytes())));
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

    private static VaultFacts inventory(Sql sql, Connection connection, String vaultArn) throws SQLException {
        String query = "SELECT " + VaultFacts.COLUMNS + " FROM {VAULT} WHERE VAULT_ARN = ?";
        return Sql.first(sql.query(connection, query, VaultFacts::of, vaultArn)).orElse(VaultFacts.NONE);
    }

    private static Rate lastHour(Sql sql, Connection connection, String vaultArn, Instant now) throws SQLException {
        return DeliveryRate.read(sql, connection, vaultArn, now)
                .map(rate -> new Rate(rate.since(), rate.archivesPerHour(), rate.bytesPerHour()))
                .orElse(Rate.NONE);
    }

    private static List<Snapshot.Cause> causes(Sql sql, Connection connection, String vaultArn) throws SQLException {
        return sql.query(
                connection,
                "SELECT CAUSE, COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'FAILED' GROUP BY CAUSE"
                        + " ORDER BY N DESC, CAUSE FETCH FIRST " + CAUSES + " ROWS ONLY",
                row -> new Snapshot.Cause(row.getString("CAUSE"), row.getLong("N")),
                vaultArn);
    }
}
