package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.Flight;
import io.github.glacierjob.internal.egress.claim.DeliveryRate;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the outputs that will expire before they are delivered, so that their archives are ordered again in time. The
 * observed rate and the order of delivery decide. Thread-safe.
 */
final class Extensions {

    /** How long a node waits for a known rate after its start. */
    private static final Duration RATE_KNOWN_AFTER = Duration.ofMinutes(10);

    private static final int MOST = 256;
    private static final double AN_HOUR = Duration.ofHours(1).toMillis();

    /**
     * All READY archives: first those that are being delivered, then those that have been READY for the longest time.
     */
    private static final String IN_ORDER =
            "SELECT ROW_NO, ARCHIVE_ID, SIZE_BYTES, NODE, EXPIRES_AT, NEXT_JOB_ID, ORDER_ID,"
                    + " EXTENSIONS, GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0) AS BYTES_LEFT FROM {ARCHIVE}"
                    + " WHERE VAULT_ARN = ? AND STATE = 'READY'"
                    + " ORDER BY CASE WHEN NODE IS NULL THEN 1 ELSE 0 END, READY_AT, ARCHIVE_ID";

    private static final String ANY_DUE = "SELECT ARCHIVE_ID FROM {ARCHIVE} A WHERE VAULT_ARN = ? AND STATE = 'READY'"
            + " AND EXPIRES_AT < ? AND NEXT_JOB_ID IS NULL AND ORDER_ID IS NULL AND EXTENSIONS < ?"
            + " AND NOT EXISTS (SELECT 1 FROM {ORDERS} O WHERE O.ROW_NO = A.ROW_NO"
            + " AND O.EXTENSION AND O.STATE = 'REFUSED') FETCH FIRST 1 ROWS ONLY";

    private final EgressVault vault;
    private final OrderSettings settings;
    private final Flight flight;
    private final Instant begun;

    Extensions(EgressVault vault, OrderSettings settings, Flight flight) {
        this.vault = vault;
        this.settings = settings;
        this.flight = flight;
        this.begun = vault.ledger().now();
    }

    /** Calculates when each row is delivered, in the order of delivery. */
    private final class Queue {

        private final Instant now = vault.ledger().now();
        private final Optional<DeliveryRate> rate;
        private final List<Long> underWay = new ArrayList<>();
        private double ahead;

        Queue(Optional<DeliveryRate> rate) {
            this.rate = rate.filter(known -> known.bytesPerHour() > 0);
        }

        void add(long bytesLeft, boolean claimed) {
            ahead += bytesLeft;
            if (claimed) {
                underWay.add(bytesLeft);
            }
        }

        /**
         * Whether an output expires before it is delivered. Archives that are being delivered share the rate: the
         * smallest one is finished first.
         */
        boolean isLate(long bytesLeft, boolean claimed, Instant expires) {
            if (rate.isEmpty()) {
                return true;
            }
            double before = claimed
                    ? underWay.stream()
                            .mapToDouble(other -> Math.min(other, bytesLeft))
                            .sum()
                    : ahead;
            double millis = before / rate.get().bytesPerHour() * AN_HOUR;
            return now.plusMillis((long) Math.min(millis, Long.MAX_VALUE / 4)).isAfter(expires);
        }
    }

    private record Row(
            long rowNo, String archiveId, Long size, long left, boolean claimed, Instant expires, boolean extensible) {}

    /** The extensions to order now; at most one batch. */
    List<Order> wanted() {
        return vault.ledger().sql().inTransaction(connection -> {
            Optional<DeliveryRate> rate = flight.rate(connection);
            Instant now = vault.ledger().now();
            boolean wait = rate.isEmpty() && now.isBefore(begun.plus(RATE_KNOWN_AFTER));
            return wait || !isAnyDue(connection, now) ? List.of() : late(connection, new Queue(rate));
        });
    }

    private boolean isAnyDue(Connection connection, Instant now) throws SQLException {
        return vault.ledger()
                .sql()
                .query(
                        connection,
                        ANY_DUE,
                        row -> true,
                        vault.arn(),
                        now.plus(settings.extendBefore()),
                        settings.maxExtensions())
                .contains(true);
    }

    private List<Order> late(Connection connection, Queue queue) throws SQLException {
        List<Order> late = new ArrayList<>();
        List<Row> claimed = new ArrayList<>();
        try (PreparedStatement statement = vault.ledger().sql().prepare(connection, IN_ORDER, vault.arn())) {
            statement.setFetchSize(MOST);
            try (ResultSet rows = vault.ledger().sql().rows(statement)) {
                while (rows.next() && late.size() < MOST) {
                    Row row = row(rows, queue.now);
                    queue.add(row.left(), row.claimed());
                    if (row.claimed()) {
                        claimed.add(row);
                    } else if (row.extensible() && queue.isLate(row.left(), false, row.expires())) {
                        late.add(order(row, queue.now));
                    }
                }
            }
        }
        claimed.stream()
                .filter(row -> row.extensible() && queue.isLate(row.left(), true, row.expires()))
                .forEach(row -> late.add(order(row, queue.now)));
        return late;
    }

    private Row row(ResultSet rows, Instant now) throws SQLException {
        Instant expires = Sql.instant(rows, "EXPIRES_AT");
        boolean extensible = expires != null
                && expires.isBefore(now.plus(settings.extendBefore()))
                && rows.getString("NEXT_JOB_ID") == null
                && rows.getString("ORDER_ID") == null
                && rows.getInt("EXTENSIONS") < settings.maxExtensions();
        return new Row(
                rows.getLong("ROW_NO"),
                rows.getString("ARCHIVE_ID"),
                Sql.number(rows, "SIZE_BYTES"),
                rows.getLong("BYTES_LEFT"),
                rows.getString("NODE") != null,
                expires,
                extensible);
    }

    private static Order order(Row row, Instant now) {
        return new Order(Intents.id(now), row.rowNo(), row.archiveId(), true, row.size(), now);
    }
}
