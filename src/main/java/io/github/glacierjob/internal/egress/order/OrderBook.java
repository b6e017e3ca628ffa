package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.SpentRows;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.Order.Fate;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.initiation.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the outcomes of orders, many in one commit. Thread-safe. */
final class OrderBook {

    private static final Logger LOG = LoggerFactory.getLogger(OrderBook.class);

    private static final Duration CAPACITY_AGAIN = Duration.ofMinutes(10);
    /** The wait of an archive that the policy forbids, so that it does not delay all others. */
    private static final Duration POLICY_AGAIN = Duration.ofHours(1);

    private static final Duration UNKNOWN_AGAIN = Duration.ofMinutes(1);
    private static final Duration BAD_VALUE_AGAIN = Duration.ofMinutes(10);

    private static final String IS = " WHERE " + Sql.OF_ARCHIVE;
    private static final String OF_ORDER = " WHERE ROW_NO = ? AND ORDER_ID = ?";

    private static final String PLACED = "UPDATE {ORDERS} SET STATE = 'PLACED', JOB_ID = ?, TIER = ?, ENDED_AT = ?,"
            + " CAUSE = NULL WHERE ORDER_ID = ? AND (JOB_ID IS NULL OR JOB_ID <> ?)";
    private static final String ORDERED = "UPDATE {ARCHIVE} SET STATE = 'ORDERED', JOB_ID = ?, TIER = ?,"
            + " ORDERS = ORDERS + 1, ORDERED_AT = ?, LOOK_AT = ?, ORDER_ID = NULL, TRY_AT = NULL, CAUSE = NULL,"
            + " JOB_GONE_AT = NULL, JOB_JSON = NULL, READY_AT = NULL, EXPIRES_AT = NULL";
    private static final String EXTENDED = "UPDATE {ARCHIVE} SET NEXT_JOB_ID = ?, ORDERS = ORDERS + 1,"
            + " EXTENSIONS = EXTENSIONS + 1, ORDER_ID = NULL" + OF_ORDER + " AND " + Sql.STATE + " = 'READY'";
    private static final String NOT_NEEDED =
            "UPDATE {ARCHIVE} SET ORDERS = ORDERS + 1, EXTENSIONS = EXTENSIONS + ?, ORDER_ID = NULL" + OF_ORDER;

    private final EgressVault vault;
    private final LookPace looks;
    private final Charges charges;
    private final SpentRows spent;

    OrderBook(EgressVault vault, LookPace looks) {
        this.vault = vault;
        this.looks = looks;
        this.charges = Charges.of(vault);
        this.spent = new SpentRows(vault.ledger().sql());
    }

    /** Stores outcomes in one commit. */
    void settle(List<Outcome> outcomes) {
        List<Outcome> sorted = new ArrayList<>(outcomes);
        // All nodes lock rows in the same order.
        sorted.sort(Comparator.comparing(outcome -> outcome.order().archiveId()));
        List<Outcome> placed = sql().inTransaction(connection -> {
            List<Outcome> written = place(
                    connection,
                    sorted.stream().filter(one -> one.fate() == Fate.PLACED).toList());
            for (Outcome outcome : sorted) {
                if (outcome.fate() != Fate.PLACED) {
                    settle(connection, outcome);
                }
            }
            return written;
        });
        if (!placed.isEmpty()) {
            looks.add(placed.size() * LookPace.FOR_AN_ORDER);
        }
        placed.forEach(this::signal);
    }

    private void signal(Outcome placed) {
        Long size = placed.order().size();
        vault.figures()
                .signal(
                        Kind.ORDERED,
                        new Subject(
                                placed.jobId(),
                                placed.order().archiveId(),
                                "tier " + placed.tier() + (placed.order().extension() ? ", extends an output" : ""),
                                0,
                                size == null ? -1 : size));
    }

    /**
     * Stores orders that were placed: by an answer, by a job list, or by a notification. A job list may show a job
     * before the answer to its order is stored. Only the first of the two changes the row, so that nothing counts
     * twice.
     *
     * @return the orders that were not stored as placed before
     */
    List<Outcome> place(Connection connection, List<Outcome> placed) throws SQLException {
        Instant now = vault.ledger().now();
        List<Outcome> written = written(connection, placed, now);
        if (written.isEmpty()) {
            return written;
        }
        Amount amount = written.stream()
                .map(one ->
                        charges.of(one.tier(), one.order().size(), one.order().extension()))
                .reduce(Amount.NONE, Amount::plus);
        spent.add(connection, vault.arn(), now, amount);
        int[] ordered = order(connection, written, now);
        for (int i = 0; i < written.size(); i++) {
            if (ordered[i] == 0) {
                placeElsewhere(connection, written.get(i), now);
            }
        }
        return written;
    }

    private List<Outcome> written(Connection connection, List<Outcome> placed, Instant now) throws SQLException {
        if (placed.isEmpty()) {
            return placed;
        }
        int[] changed = sql().batch(connection, PLACED, placed, one ->
                new Object[] {one.jobId(), text(one), now, one.order().id(), one.jobId()});
        List<Outcome> written = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] != 0) {
                written.add(placed.get(i));
            }
        }
        return written;
    }

    /** Counts an order in the limits that was not in the ledger before. */
    void count(Connection connection, Tier tier, Long size, boolean extension) throws SQLException {
        spent.add(connection, vault.arn(), vault.ledger().now(), charges.of(tier, size, extension));
    }

    private int[] order(Connection connection, List<Outcome> placed, Instant now) throws SQLException {
        String statement = ORDERED + OF_ORDER + " AND " + Sql.STATE + " IN ('LISTED', 'SKIPPED')";
        Map<Tier, Duration> expected = new EnumMap<>(Tier.class);
        for (Outcome one : placed) {
            if (!expected.containsKey(one.tier())) {
                expected.put(one.tier(), looks.expected(connection, one.tier()));
            }
        }
        return sql().batch(connection, statement, placed, one -> new Object[] {
            one.jobId(),
            text(one),
            now,
            now.plus(expected.get(one.tier())),
            one.order().rowNo(),
            one.order().id()
        });
    }

    /**
     * Stores a placed order that did not change a LISTED row: an extension, or an order whose archive has another state
     * now.
     */
    private void placeElsewhere(Connection connection, Outcome one, Instant now) throws SQLException {
        Order order = one.order();
        int changed = sql().update(connection, EXTENDED, one.jobId(), order.rowNo(), order.id());
        if (changed == 0) {
            int extensions = order.extension() ? 1 : 0;
            changed = sql().update(connection, NOT_NEEDED, extensions, order.rowNo(), order.id());
        }
        if (changed == 0) {
            changed = sql().update(
                            connection,
                            ORDERED + IS + " AND ORDER_ID IS NULL AND " + Sql.STATE + " = 'LISTED'",
                            one.jobId(),
                            text(one),
                            now,
                            now.plus(looks.expected(connection, one.tier())),
                            vault.arn(),
                            order.archiveId());
        }
        if (changed == 0 && !serves(connection, one)) {
            LOG.warn(
                    "Vault {}, archive {}: job {} was initiated but is not needed: the archive has another job",
                    vault.arn(),
                    Outcome.printable(order.archiveId()),
                    one.jobId());
        }
    }

    /** Whether the row already has the job, because a job list showed it before its answer was stored. */
    private boolean serves(Connection connection, Outcome one) throws SQLException {
        return sql().query(
                        connection,
                        "SELECT 1 AS ONE FROM {ARCHIVE}" + IS + " AND (JOB_ID = ? OR NEXT_JOB_ID = ?)",
                        row -> true,
                        vault.arn(),
                        one.order().archiveId(),
                        one.jobId(),
                        one.jobId())
                .contains(true);
    }

    private void settle(Connection connection, Outcome outcome) throws SQLException {
        Instant now = vault.ledger().now();
        switch (outcome.fate()) {
            case UNCLEAR ->
                sql().update(
                                connection,
                                "UPDATE {ORDERS} SET STATE = 'UNCLEAR', ENDED_AT = ?, TIER = ?, CAUSE = ?"
                                        + " WHERE ORDER_ID = ? AND STATE IN ('OPEN', 'UNCLEAR')",
                                now,
                                text(outcome),
                                outcome.cause(),
                                outcome.order().id());
            case UNKNOWN_ARCHIVE -> {
                String again = "the service does not know the archive; the order is sent once more: " + outcome.cause();
                refuse(connection, outcome, now.plus(UNKNOWN_AGAIN), again);
            }
            case BAD_VALUE -> {
                String again = "the service refused the order; it is tried again later: " + outcome.cause();
                refuse(connection, outcome, now.plus(BAD_VALUE_AGAIN), again);
            }
            case NO_CAPACITY ->
                drop(connection, outcome, now.plus(CAPACITY_AGAIN), "no capacity for the tier: " + outcome.cause());
            case POLICY_AGAIN -> {
                String again = "the account's data retrieval policy does not allow this order now: " + outcome.cause();
                drop(connection, outcome, now.plus(POLICY_AGAIN), again);
            }
            default -> drop(connection, outcome, null, null);
        }
    }

    /**
     * Deletes an order that was certainly not executed. The archive stays LISTED; if a time is given, it is not ordered
     * before.
     */
    private void drop(Connection connection, Outcome outcome, Instant tryAt, String cause) throws SQLException {
        sql().update(
                        connection,
                        "DELETE FROM {ORDERS} WHERE ORDER_ID = ? AND STATE IN ('OPEN', 'UNCLEAR')",
                        outcome.order().id());
        release(connection, outcome, tryAt, cause);
    }

    private int release(Connection connection, Outcome outcome, Instant tryAt, String cause) throws SQLException {
        Order order = outcome.order();
        if (tryAt == null || order.extension()) {
            return sql().update(
                            connection, "UPDATE {ARCHIVE} SET ORDER_ID = NULL" + OF_ORDER, order.rowNo(), order.id());
        }
        return sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET ORDER_ID = NULL, TRY_AT = ?, CAUSE = ?" + OF_ORDER,
                        tryAt,
                        cause,
                        order.rowNo(),
                        order.id());
    }

    /**
     * Stores that the service refuses to retrieve this archive. After the second refusal the archive becomes FAILED.
     */
    private void refuse(Connection connection, Outcome outcome, Instant tryAt, String cause) throws SQLException {
        Order order = outcome.order();
        Optional<Instant> before = Sql.first(sql().query(
                                connection,
                                "SELECT MAX(ENDED_AT) AS T FROM {ORDERS}" + IS + " AND STATE = 'REFUSED'",
                                row -> Optional.ofNullable(Sql.instant(row, "T")),
                                vault.arn(),
                                order.archiveId()))
                .flatMap(found -> found);
        int written = sql().update(
                        connection,
                        "UPDATE {ORDERS} SET STATE = 'REFUSED', ENDED_AT = ?, TIER = ?, CAUSE = ? WHERE ORDER_ID = ?"
                                + " AND STATE IN ('OPEN', 'UNCLEAR')",
                        vault.ledger().now(),
                        text(outcome),
                        outcome.cause(),
                        order.id());
        if (written == 0) {
            // Stored before, by a commit whose answer was lost: it is one refusal, not two.
            return;
        }
        release(connection, outcome, tryAt, cause);
        if (!order.extension() && before.isPresent() && isBelieved(connection, outcome, before.get())) {
            fail(connection, order.archiveId(), finalCause(outcome));
        }
    }

    private static String finalCause(Outcome outcome) {
        return outcome.fate() == Fate.UNKNOWN_ARCHIVE
                ? "the vault no longer has the archive: " + outcome.cause()
                : "the service refused the order of this archive twice, and accepted orders of others: "
                        + outcome.cause();
    }

    /**
     * Whether a second refusal is caused by the archive. A wrong value may also be an option's: then no order of
     * another archive succeeds either.
     */
    private boolean isBelieved(Connection connection, Outcome outcome, Instant before) throws SQLException {
        return outcome.fate() == Fate.UNKNOWN_ARCHIVE
                || sql().query(
                                connection,
                                "SELECT ORDER_ID FROM {ORDERS} WHERE VAULT_ARN = ? AND STATE = 'PLACED'"
                                        + " AND INTENDED_AT > ? FETCH FIRST 1 ROWS ONLY",
                                row -> true,
                                vault.arn(),
                                before)
                        .contains(true);
    }

    /** Makes an archive FAILED. Its failed orders no longer count, so that a retry by the user starts from zero. */
    void fail(Connection connection, String archiveId, String cause) throws SQLException {
        sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET STATE = 'FAILED', CAUSE = ?, DONE_AT = ?, TRY_AT = NULL, LOOK_AT = NULL"
                                + IS + " AND " + Sql.STATE + " IN ('LISTED', 'ORDERED')",
                        cause,
                        vault.ledger().now(),
                        vault.arn(),
                        archiveId);
        sql().update(
                        connection,
                        "UPDATE {ORDERS} SET STATE = 'SPENT'" + IS + " AND STATE IN ('FAILED', 'REFUSED')",
                        vault.arn(),
                        archiveId);
        LOG.warn("Vault {}, archive {}: FAILED: {}", vault.arn(), Outcome.printable(archiveId), cause);
        vault.figures().signal(Kind.FAILED, new Subject(null, archiveId, cause, 0, -1));
    }

    private static String text(Outcome outcome) {
        return outcome.tier() == null ? null : outcome.tier().toString();
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
