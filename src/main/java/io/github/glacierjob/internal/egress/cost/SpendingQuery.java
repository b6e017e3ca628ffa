package io.github.glacierjob.internal.egress.cost;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultSums;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Calculates the cost of a vault from its ledger. Jobs that other programs initiated do not count.
 *
 * @param tier the tier of future orders
 */
public record SpendingQuery(Tariff tariff, String tier) {

    /** Jobs of one tier that this vault's route initiated. */
    private record Orders(String tier, boolean extension, Quantity quantity) {

        static Orders of(ResultSet row) throws SQLException {
            String tier = row.getString("TIER");
            return new Orders(
                    tier == null ? "(not known)" : tier,
                    row.getBoolean("EXTENSION"),
                    new Quantity(row.getLong("N"), row.getLong("B"), row.getLong("U")));
        }
    }

    /** Reads the orders and calculates their cost, in the transaction in which the sums were read. */
    public Spending read(Sql sql, Connection connection, VaultSums sums) throws SQLException {
        List<Orders> orders = sql.query(
                connection,
                "SELECT TIER, EXTENSION, COUNT(*) AS N, SUM(BYTES) AS B, COUNT(*) - COUNT(BYTES) AS U"
                        + " FROM (SELECT O.TIER, O.EXTENSION, COALESCE(O.SIZE_BYTES, (SELECT A.SIZE_BYTES FROM"
                        + " {ARCHIVE} A WHERE A.ROW_NO = O.ROW_NO)) AS BYTES"
                        + " FROM {ORDERS} O WHERE O.VAULT_ARN = ? AND O.JOB_ID IS NOT NULL) PAID"
                        + " GROUP BY TIER, EXTENSION",
                Orders::of,
                sums.vaultArn());
        return spending(sums.states(), orders);
    }

    private Spending spending(List<VaultSums.OfState> groups, List<Orders> orders) {
        Quantity wanted = quantity(groups, state -> state != ArchiveState.SKIPPED);
        Quantity listed = quantity(groups, state -> state == ArchiveState.LISTED);
        long left = groups.stream()
                .filter(group -> !group.state().isFinal())
                .mapToLong(VaultSums.OfState::left)
                .sum();
        long received = groups.stream().mapToLong(VaultSums.OfState::received).sum();
        long refetched = groups.stream().mapToLong(VaultSums.OfState::refetched).sum();
        Cost spent = tariff.of(tier, Quantity.NONE, received - refetched);
        Extra extensions = Extra.NOTHING;
        for (Orders group : orders) {
            if (group.extension()) {
                extensions = extensions.plus(tariff.restaging(group.tier(), group.quantity()));
            } else {
                spent = spent.plus(tariff.of(group.tier(), group.quantity(), 0));
            }
        }
        return new Spending(
                tariff,
                tariff.of(tier, wanted, wanted.bytes()),
                spent,
                tariff.of(tier, listed, left),
                extensions,
                tariff.refetched(refetched));
    }

    private static Quantity quantity(List<VaultSums.OfState> groups, Predicate<ArchiveState> states) {
        return groups.stream()
                .filter(group -> states.test(group.state()))
                .map(Quantity::of)
                .reduce(Quantity.NONE, Quantity::plus);
    }
}
