package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.Pace.Allowance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Chooses what is ordered next, and commits the intents before anything is sent: a job that may exist always has a row.
 * Nodes take turns by the vault's row. Thread-safe.
 */
final class Intents {

    private static final String NEXT = "SELECT ARCHIVE_ID, SIZE_BYTES FROM {ARCHIVE} WHERE VAULT_ARN = ?"
            + " AND STATE = 'LISTED' AND ORDER_ID IS NULL AND (TRY_AT IS NULL OR TRY_AT <= ?)"
            // As the index has them: what is LISTED has neither of the first two moments.
            + " ORDER BY VAULT_ARN, STATE, LOOK_AT, READY_AT, CREATED, ARCHIVE_ID FETCH FIRST ? ROWS ONLY";

    /** Without a lock by the query: with one, H2 reads and locks all rows that match, however few are wanted. */
    private static final String INTEND = "UPDATE {ARCHIVE} SET ORDER_ID = ? WHERE VAULT_ARN = ? AND ARCHIVE_ID = ?"
            + " AND " + Sql.STATE + " = 'LISTED' AND ORDER_ID IS NULL";

    /** Of a UUID that begins with the time, RFC 9562. */
    private static final long VERSION_7 = 0x7000;

    private final EgressVault vault;
    private final Pace pace;

    Intents(EgressVault vault, Pace pace) {
        this.vault = vault;
        this.pace = pace;
    }

    /** The next archives in the order of creation, at most so many, and no more than the pace allows. */
    List<Order> next(int most) {
        return sql().inTransaction(connection -> {
            if (!pace.isOpen(connection)) {
                return List.of();
            }
            Allowance allowance = pace.allowance(connection);
            long archives = Math.min(most, allowance.archives());
            List<Order> chosen = archives <= 0 ? List.of() : within(allowance, listed(connection, archives));
            return intended(connection, chosen);
        });
    }

    private List<Order> listed(Connection connection, long most) throws SQLException {
        Instant now = vault.ledger().now();
        return sql().query(
                        connection,
                        NEXT,
                        row -> new Order(id(), row.getString("ARCHIVE_ID"), false, Sql.number(row, "SIZE_BYTES"), now),
                        vault.arn(),
                        now,
                        most);
    }

    /** Up to the first archive that is too large now: smaller ones behind it wait, or it would wait for ever. */
    private static List<Order> within(Allowance allowance, List<Order> orders) {
        List<Order> chosen = new ArrayList<>();
        long left = allowance.bytes();
        for (Order order : orders) {
            left -= order.size() == null ? 0 : order.size();
            boolean oneAnyway = allowance.oneAnyway() && chosen.isEmpty();
            if (left < 0 && !oneAnyway) {
                return chosen;
            }
            chosen.add(order);
        }
        return chosen;
    }

    /** Of archives that have an output which will expire, those that still need another one. */
    List<Order> extensions(List<Order> wanted, int mostExtensions) {
        return sql().inTransaction(connection -> {
            if (wanted.isEmpty() || !pace.isOpen(connection)) {
                return List.of();
            }
            Set<Order> needed = new HashSet<>();
            for (Order order : inOrderOfLocks(wanted)) {
                int met = sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET ORDER_ID = ? WHERE VAULT_ARN = ? AND ARCHIVE_ID = ?"
                                        + " AND " + Sql.STATE
                                        + " = 'READY' AND NEXT_JOB_ID IS NULL AND ORDER_ID IS NULL"
                                        + " AND EXTENSIONS < ? AND NOT EXISTS (SELECT 1 FROM {ORDERS} O"
                                        + " WHERE O.VAULT_ARN = {ARCHIVE}.VAULT_ARN AND O.ARCHIVE_ID = {ARCHIVE}.ARCHIVE_ID"
                                        + " AND O.EXTENSION AND O.STATE = 'REFUSED')",
                                order.id(),
                                vault.arn(),
                                order.archiveId(),
                                mostExtensions);
                if (met == 1) {
                    needed.add(order);
                }
            }
            List<Order> chosen = wanted.stream().filter(needed::contains).toList();
            insert(connection, chosen);
            return chosen;
        });
    }

    /** A name for an order that nobody else gives. Later ones sort later: the newest rows of an index are beside each other. */
    static String id() {
        UUID random = UUID.randomUUID();
        return new UUID(
                        System.currentTimeMillis() << 16 | VERSION_7 | random.getMostSignificantBits() & 0xFFF,
                        random.getLeastSignificantBits())
                .toString();
    }

    /** Those of them that are still as they were read. */
    private List<Order> intended(Connection connection, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) {
            return orders;
        }
        List<Order> sorted = inOrderOfLocks(orders);
        Set<Order> changed = new HashSet<>();
        try (PreparedStatement statement = sql().prepare(connection, INTEND)) {
            for (Order order : sorted) {
                Sql.bind(statement, order.id(), vault.arn(), order.archiveId());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    changed.add(sorted.get(i));
                }
            }
        }
        List<Order> intended =
                orders.stream().filter(order -> !changed.contains(order)).toList();
        insert(connection, intended);
        return intended;
    }

    /** All nodes lock rows in the same order. */
    private static List<Order> inOrderOfLocks(List<Order> orders) {
        return orders.stream().sorted(Comparator.comparing(Order::archiveId)).toList();
    }

    private void insert(Connection connection, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = sql().prepare(
                        connection,
                        "INSERT INTO {ORDERS} (ORDER_ID, VAULT_ARN, ARCHIVE_ID, EXTENSION, SIZE_BYTES, STATE, NODE,"
                                + " INTENDED_AT, BEAT_AT) VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?, CURRENT_TIMESTAMP)")) {
            for (Order order : orders) {
                Sql.bind(
                        statement,
                        order.id(),
                        vault.arn(),
                        order.archiveId(),
                        order.extension(),
                        order.size(),
                        vault.node(),
                        order.intended());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
