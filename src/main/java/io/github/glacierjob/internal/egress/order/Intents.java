package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Flight.Allowance;
import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.budget.Room;
import io.github.glacierjob.internal.egress.budget.Room.Refusal;
import io.github.glacierjob.internal.egress.budget.TooLarge;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Chooses the next archives to order, and commits the intents before a request is sent, so that each job that may exist
 * has a row. A lock on the vault's row lets one node choose at a time. Thread-safe.
 */
final class Intents {

    private static final String NEXT = "SELECT ROW_NO, ARCHIVE_ID, SIZE_BYTES FROM {ARCHIVE} WHERE VAULT_ARN = ?"
            + " AND STATE = 'LISTED' AND ORDER_ID IS NULL AND (TRY_AT IS NULL OR TRY_AT <= ?)"
            + " AND FIRST_LOAD <= ? AND LISTED_LOAD <= ?"
            // The order of the index: in a LISTED row, LOOK_AT and READY_AT are null.
            + " ORDER BY VAULT_ARN, STATE, LOOK_AT, READY_AT, CREATED, ARCHIVE_ID FETCH FIRST ? ROWS ONLY";

    /**
     * The query locks no rows: with a lock, H2 would read and lock all rows that match, not only the wanted ones. This
     * update finds rows that have changed.
     */
    private static final String INTEND = "UPDATE {ARCHIVE} SET ORDER_ID = ? WHERE ROW_NO = ?" + " AND " + Sql.STATE
            + " = 'LISTED' AND ORDER_ID IS NULL";

    /** The wait of an archive that is larger than the account's policy ever allows. */
    private static final Duration POLICY_AGAIN = Duration.ofHours(1);

    /** The version bits of a UUID that begins with the time (RFC 9562). */
    private static final long VERSION_7 = 0x7000;

    private static final String EXTEND = "UPDATE {ARCHIVE} SET ORDER_ID = ? WHERE ROW_NO = ?"
            + " AND " + Sql.STATE + " = 'READY' AND NEXT_JOB_ID IS NULL AND ORDER_ID IS NULL"
            + " AND EXTENSIONS < ? AND NOT EXISTS (SELECT 1 FROM {ORDERS} O"
            + " WHERE O.ROW_NO = {ARCHIVE}.ROW_NO"
            + " AND O.EXTENSION AND O.STATE = 'REFUSED')";

    private final EgressVault vault;
    private final Pacing pacing;
    private final TooLarge tooLarge;

    Intents(EgressVault vault, Pacing pacing) {
        this.vault = vault;
        this.pacing = pacing;
        this.tooLarge = new TooLarge(vault);
    }

    /**
     * Commits intents for the next archives in the order of creation, within the limits.
     *
     * @param most the largest number of intents
     * @param load the last load whose archives may be ordered
     */
    List<Order> next(int most, long load) {
        return sql().inTransaction(connection -> {
            if (!pacing.gate().isOpen(connection, false)) {
                return List.of();
            }
            Allowance allowance = pacing.flight().allowance(connection);
            long archives = Math.min(most, allowance.archives());
            if (archives <= 0) {
                return List.of();
            }
            Room room = pacing.budget().room(connection);
            // One archive more than there is room for: the limit then says when it will fit.
            List<Order> listed = listed(connection, load, Math.min(archives - 1, room.mostOrders()) + 1);
            return intended(connection, within(connection, allowance, room, listed));
        });
    }

    private List<Order> listed(Connection connection, long load, long most) throws SQLException {
        Instant now = vault.ledger().now();
        return sql().query(
                        connection,
                        NEXT,
                        row -> new Order(
                                id(now),
                                row.getLong("ROW_NO"),
                                row.getString("ARCHIVE_ID"),
                                false,
                                Sql.number(row, "SIZE_BYTES"),
                                now),
                        vault.arn(),
                        now,
                        load,
                        load,
                        most);
    }

    /**
     * The archives up to the first one that does not fit now. Smaller archives behind it wait: otherwise it could wait
     * for ever.
     */
    private List<Order> within(Connection connection, Allowance allowance, Room room, List<Order> orders)
            throws SQLException {
        List<Order> chosen = new ArrayList<>();
        long left = allowance.bytes();
        for (Order order : orders) {
            long size = order.size() == null ? 0 : order.size();
            boolean oneAnyway = allowance.oneAnyway() && chosen.isEmpty();
            if (left < size && !oneAnyway) {
                return chosen;
            }
            Amount amount = pacing.budget().intended(order.size(), false);
            if (room.take(amount)) {
                chosen.add(order);
                left -= size;
            } else if (!setAside(connection, order, room.refusal(amount).orElseThrow())) {
                pacing.budget().full(connection, room.refusal(amount).orElseThrow());
                return chosen;
            }
        }
        return chosen;
    }

    /**
     * Sets an archive aside if it never fits, so that others need not wait for it; returns false if it may fit later.
     */
    private boolean setAside(Connection connection, Order order, Refusal refusal) throws SQLException {
        Optional<String> never = tooLarge.refusal(order.size());
        if (never.isPresent()) {
            tooLarge.skip(connection, order.archiveId(), never.get());
        } else if (refusal.isNever() && refusal.limit().window() != null) {
            sql().update(
                            connection,
                            "UPDATE {ARCHIVE} SET TRY_AT = ?, CAUSE = ? WHERE ROW_NO = ?" + " AND " + Sql.STATE
                                    + " = 'LISTED' AND ORDER_ID IS NULL",
                            vault.ledger().now().plus(POLICY_AGAIN),
                            Limits.TOO_LARGE + refusal.limit() + " allows; the archive waits: " + order.size()
                                    + " bytes",
                            order.rowNo());
        } else {
            return false;
        }
        return true;
    }

    /**
     * Commits intents for extensions that are still needed and fit into the limits.
     *
     * @param wanted         orders for archives whose outputs will expire
     * @param mostExtensions the largest number of extensions of an archive
     * @param full           receives the reason why an extension does not fit
     */
    List<Order> extensions(List<Order> wanted, int mostExtensions, Consumer<Refusal> full) {
        return sql().inTransaction(connection -> {
            if (wanted.isEmpty() || !pacing.gate().isOpen(connection, true)) {
                return List.of();
            }
            List<Order> fitting = fitting(connection, wanted, full);
            Set<Order> needed = new HashSet<>();
            for (Order order : inOrderOfLocks(fitting)) {
                if (sql().update(connection, EXTEND, order.id(), order.rowNo(), mostExtensions) == 1) {
                    needed.add(order);
                }
            }
            List<Order> chosen = fitting.stream().filter(needed::contains).toList();
            insert(connection, chosen);
            return chosen;
        });
    }

    /**
     * The extensions that fit. They have priority: new orders wait until the first extension that does not fit has
     * room.
     */
    private List<Order> fitting(Connection connection, List<Order> wanted, Consumer<Refusal> full) throws SQLException {
        Room room = pacing.budget().room(connection);
        List<Order> fitting = new ArrayList<>();
        for (Order order : wanted) {
            Amount amount = pacing.budget().intended(order.size(), true);
            if (room.take(amount)) {
                fitting.add(order);
                continue;
            }
            Refusal refusal = room.refusal(amount).orElseThrow();
            if (!refusal.isNever()) {
                pacing.budget().full(connection, refusal);
                full.accept(refusal);
                return fitting;
            }
        }
        return fitting;
    }

    /**
     * A unique id for an order. Ids of later orders sort later, so that new entries of an index are beside each other.
     */
    static String id(Instant now) {
        UUID random = UUID.randomUUID();
        return new UUID(
                        now.toEpochMilli() << 16 | VERSION_7 | random.getMostSignificantBits() & 0xFFF,
                        random.getLeastSignificantBits())
                .toString();
    }

    /** Commits intents for the rows that have not changed since they were read; returns these orders. */
    private List<Order> intended(Connection connection, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) {
            return orders;
        }
        List<Order> sorted = inOrderOfLocks(orders);
        Set<Order> changed = new HashSet<>();
        int[] counts = sql().batch(connection, INTEND, sorted, order -> new Object[] {order.id(), order.rowNo()});
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                changed.add(sorted.get(i));
            }
        }
        List<Order> intended =
                orders.stream().filter(order -> !changed.contains(order)).toList();
        insert(connection, intended);
        return intended;
    }

    /** Sorts orders by archive id: all nodes lock rows in this order. */
    private static List<Order> inOrderOfLocks(List<Order> orders) {
        return orders.stream().sorted(Comparator.comparing(Order::archiveId)).toList();
    }

    private void insert(Connection connection, List<Order> orders) throws SQLException {
        sql().batch(
                        connection,
                        "INSERT INTO {ORDERS} (ORDER_ID, ROW_NO, VAULT_ARN, ARCHIVE_ID, EXTENSION, SIZE_BYTES, STATE, NODE,"
                                + " INTENDED_AT, BEAT_AT) VALUES (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, CURRENT_TIMESTAMP)",
                        orders,
                        order -> new Object[] {
                            order.id(),
                            order.rowNo(),
                            vault.arn(),
                            order.archiveId(),
                            order.extension(),
                            order.size(),
                            vault.node(),
                            order.intended()
                        });
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
