package io.github.glacierjob.internal.egress.cost;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads what a vault costs. Jobs that others initiated cost nothing here.
 *
 * @param tier of the orders that are to come
 */
public record SpendingQuery(Tariff tariff, String tier) {

    /** What is of one state. */
    private record Group(ArchiveState state, Quantity quantity, long left, long received, long refetched) {

        static Group of(ResultSet row) throws SQLException {
            return new Group(
                    ArchiveState.valueOf(row.getString("STATE")),
                    new Quantity(row.getLong("N"), row.getLong("B"), row.getLong("U")),
                    row.getLong("L"),
                    row.getLong("R"),
                    row.getLong("A"));
        }
    }

    /** Jobs that were initiated in one tier. */
    private record Orders(String tier, boolean extension, Quantity quantity) {

        static Orders of(ResultSet row) throws SQLException {
            String tier = row.getString("TIER");
            return new Orders(
                    tier == null ? "(not known)" : tier,
                    row.getBoolean("EXTENSION"),
                    new Quantity(row.getLong("N"), row.getLong("B"), row.getLong("U")));
        }
    }

    /** Reads it in one transaction. */
    public Spending read(Sql sql, Connection connection, String vaultArn) throws SQLException {
        List<Group> groups = sql.query(
                connection,
                "SELECT STATE, COUNT(*) AS N, SUM(SIZE_BYTES) AS B, COUNT(*) - COUNT(SIZE_BYTES) AS U,"
                        + " SUM(GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0)) AS L, SUM(RECEIVED_BYTES) AS R,"
                        + " SUM(GREATEST(RECEIVED_BYTES - COALESCE(SIZE_BYTES, RECEIVED_BYTES), 0)) AS A"
                        + " FROM {ARCHIVE} WHERE VAULT_ARN = ? GROUP BY STATE",
                Group::of,
                vaultArn);
        List<Orders> orders = sql.query(
                connection,
                "SELECT TIER, EXTENSION, COUNT(*) AS N, SUM(BYTES) AS B, COUNT(*) - COUNT(BYTES) AS U"
                        + " FROM (SELECT O.TIER, O.EXTENSION, COALESCE(O.SIZE_BYTES, (SELECT A.SIZE_BYTES FROM"
                        + " {ARCHIVE} A WHERE A.VAULT_ARN = O.VAULT_ARN AND A.ARCHIVE_ID = O.ARCHIVE_ID)) AS BYTES"
                        + " FROM {ORDERS} O WHERE O.VAULT_ARN = ? AND O.JOB_ID IS NOT NULL) PAID"
                        + " GROUP BY TIER, EXTENSION",
                Orders::of,
                vaultArn);
        return spending(groups, orders);
    }

    private Spending spending(List<Group> groups, List<Orders> orders) {
        Quantity wanted = quantity(groups, state -> state != ArchiveState.SKIPPED);
        Quantity listed = quantity(groups, state -> state == ArchiveState.LISTED);
        long left = groups.stream()
                .filter(group -> !group.state().isFinal())
                .mapToLong(Group::left)
                .sum();
        long received = groups.stream().mapToLong(Group::received).sum();
        long refetched = groups.stream().mapToLong(Group::refetched).sum();
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

    private static Quantity quantity(List<Group> groups, Predicate<ArchiveState> states) {
        return groups.stream()
                .filter(group -> states.test(group.state()))
                .map(Group::quantity)
                .reduce(Quantity.NONE, Quantity::plus);
    }
}
