package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether orders were executed if their answer is not clear or their node died. It reads job lists. A job in
 * a list belongs to its archive's order. If three lists do not have the job, and the last one was read at least five
 * minutes after the attempt, the order was never executed. A list that began before the attempt ended does not count.
 * One node does it at a time.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private static final int ABSENCES = 3;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofMinutes(2);
    private static final Duration LAST = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int BATCH = 500;

    private static final String UNCLEAR = " WHERE VAULT_ARN = ? AND STATE = 'UNCLEAR'";
    private static final String DUE = UNCLEAR + " AND (ABSENT_AT IS NULL OR ABSENT_AT <= ?)"
            + " AND (ABSENCES = 0 AND ENDED_AT <= ? OR ABSENCES = 1 AND ENDED_AT <= ? OR ENDED_AT <= ?)";

    private final EgressVault vault;
    private final OrderSettings settings;
    private final Listing listing;

    Settlement(EgressVault vault, OrderSettings settings, Listing listing) {
        this.vault = vault;
        this.settings = settings;
        this.listing = listing;
    }

    /** Reads the job list if an unclear order is due. */
    void settle() {
        takeOver();
        if (isDue()) {
            readAll();
        }
    }

    /** Makes the open orders of silent nodes unclear: after that time none of their requests can still be running. */
    private void takeOver() {
        int taken = sql().update(
                        "UPDATE {ORDERS} SET STATE = 'UNCLEAR', ENDED_AT = ?, CAUSE = ? WHERE VAULT_ARN = ?"
                                + " AND STATE = 'OPEN' AND BEAT_AT < CURRENT_TIMESTAMP - INTERVAL '"
                                + settings.nodeAge().toSeconds() + "' SECOND",
                        vault.ledger().now(),
                        "the node that sent the order ended before it stored the answer",
                        vault.arn());
        if (taken > 0) {
            LOG.info(
                    "Vault {}: a node ended during {} orders; the job list will show whether their jobs exist",
                    vault.arn(),
                    taken);
        }
    }

    private boolean isDue() {
        Instant now = vault.ledger().now();
        return vault.ledger()
                .hasRow(
                        "SELECT ORDER_ID FROM {ORDERS}" + DUE + " FETCH FIRST 1 ROWS ONLY",
                        vault.arn(),
                        now.minus(BETWEEN),
                        now.minus(FIRST),
                        now.minus(SECOND),
                        now.minus(LAST));
    }

    /** Compares all jobs of the vault with the rows, and settles the unclear orders whose jobs are not in the list. */
    void readAll() {
        // With the precision of the columns.
        Instant begun = vault.ledger().now().truncatedTo(ChronoUnit.MILLIS);
        listing.read(false);
        sql().update(
                        "UPDATE {ORDERS} SET ABSENCES = ABSENCES + 1, ABSENT_AT = ?" + UNCLEAR
                                + " AND ENDED_AT < ? AND (ABSENT_AT IS NULL OR ABSENT_AT <= ?)",
                        begun,
                        vault.arn(),
                        begun,
                        begun.minus(BETWEEN));
        while (sql().inTransaction(connection -> listAgain(connection, begun)) == BATCH) {
            listing.progress().run();
        }
    }

    /** Handles the next orders that were certainly not executed: their archives can be ordered again. */
    private int listAgain(Connection connection, Instant begun) throws SQLException {
        List<Order> absent = sql().query(
                        connection,
                        "SELECT ORDER_ID, ROW_NO, ARCHIVE_ID, EXTENSION, INTENDED_AT FROM {ORDERS}" + UNCLEAR
                                + " AND ABSENT_AT = ? AND ABSENCES >= ? AND ENDED_AT <= ? ORDER BY ARCHIVE_ID"
                                + " FETCH FIRST " + BATCH + " ROWS ONLY",
                        row -> new Order(
                                row.getString("ORDER_ID"),
                                row.getLong("ROW_NO"),
                                row.getString("ARCHIVE_ID"),
                                row.getBoolean("EXTENSION"),
                                null,
                                Sql.instant(row, "INTENDED_AT")),
                        vault.arn(),
                        begun,
                        ABSENCES,
                        begun.minus(LAST));
        for (Order order : absent) {
            listAgain(connection, order);
        }
        return absent.size();
    }

    private void listAgain(Connection connection, Order order) throws SQLException {
        int settled = sql().update(
                        connection,
                        "UPDATE {ORDERS} SET STATE = 'ABSENT' WHERE ORDER_ID = ? AND STATE = 'UNCLEAR'",
                        order.id());
        if (settled > 0) {
            sql().update(
                            connection,
                            "UPDATE {ARCHIVE} SET ORDER_ID = NULL WHERE ROW_NO = ? AND ORDER_ID = ?",
                            order.rowNo(),
                            order.id());
        }
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
