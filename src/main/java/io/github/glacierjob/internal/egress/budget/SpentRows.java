package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.budget.Spending.Spent;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads and writes the rows of {SPENT}: the orders, by the time of their answer. A transaction that records answers
 * inserts one row and changes no other row, so it waits for no lock. A node that has locked the vault's row merges the
 * rows of a minute into one row, with the latest of their times. So a day has at most 1,440 rows, for any number of
 * orders. Thread-safe.
 */
public final class SpentRows {

    /** Newer rows are not merged, so that windows of seconds are exact. */
    private static final Duration EXACT = Duration.ofSeconds(5);

    /** Older rows are merged into one row: longer windows hold one order only. */
    private static final Duration OLDEST = Duration.ofHours(25);

    private static final int JOINED_FROM = 64;
    private static final String OF_VAULT = " FROM {SPENT} WHERE VAULT_ARN = ?";
    private static final String INSERT =
            "INSERT INTO {SPENT} (VAULT_ARN, SPENT_AT, SPENT_ID, ORDERS, BYTES, COST) VALUES (?, ?, ?, ?, ?, ?)";

    private final Sql sql;

    public SpentRows(Sql sql) {
        this.sql = sql;
    }

    private record Row(String id, Spent spent) {

        Instant at() {
            return spent.at();
        }
    }

    /** Inserts a row for the orders, and returns its id. */
    public String add(Connection connection, String vaultArn, Instant at, Amount amount) throws SQLException {
        String id = UUID.randomUUID().toString();
        if (amount.orders() > 0) {
            sql.update(connection, INSERT, vaultArn, roundedUp(at), id, amount.orders(), amount.bytes(), amount.cost());
        }
        return id;
    }

    /** Rounds up to milliseconds, the precision of the column, so that an order never counts for too short a time. */
    static Instant roundedUp(Instant at) {
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(at) ? at : millis.plusMillis(1);
    }

    /** Corrects the time of orders: their answer was at another moment. */
    public void move(String vaultArn, String id, Instant at) {
        sql.update("UPDATE {SPENT} SET SPENT_AT = ? WHERE VAULT_ARN = ? AND SPENT_ID = ?", roundedUp(at), vaultArn, id);
    }

    /** Removes orders that were certainly not executed. */
    public void remove(String vaultArn, String id) {
        sql.update("DELETE FROM {SPENT} WHERE VAULT_ARN = ? AND SPENT_ID = ?", vaultArn, id);
    }

    private record Open(Long size, boolean extension) {}

    /**
     * The amounts that count now. The caller has locked the vault's row. Orders without an answer are read first: an
     * order that is answered between the two reads counts twice, which is safe.
     */
    public Spending spending(Connection connection, String vaultArn, Charges charges, Instant now) throws SQLException {
        Amount open = Amount.NONE;
        // One query for each state: with both in one condition, H2 reads all orders of the vault.
        for (String state : List.of("OPEN", "UNCLEAR")) {
            List<Open> orders = sql.query(
                    connection,
                    "SELECT SIZE_BYTES, EXTENSION FROM {ORDERS} WHERE VAULT_ARN = ? AND STATE = ?",
                    row -> new Open(Sql.number(row, "SIZE_BYTES"), row.getBoolean("EXTENSION")),
                    vaultArn,
                    state);
            open = orders.stream()
                    .map(order -> charges.intended(order.size(), order.extension()))
                    .reduce(open, Amount::plus);
        }
        return new Spending(open, read(connection, vaultArn, now));
    }

    /** All rows. The caller has locked the vault's row. */
    List<Spent> read(Connection connection, String vaultArn, Instant now) throws SQLException {
        List<Row> rows = sql.query(
                connection,
                "SELECT SPENT_ID, SPENT_AT, ORDERS, BYTES, COST" + OF_VAULT,
                row -> new Row(row.getString("SPENT_ID"), spent(row)),
                vaultArn);
        join(connection, vaultArn, rows, now);
        return rows.stream().map(Row::spent).toList();
    }

    /** The rows of the last hour. The caller need not lock the vault's row. */
    List<Spent> lastHour(Connection connection, String vaultArn, Instant now) throws SQLException {
        return sql.query(
                connection,
                "SELECT SPENT_AT, ORDERS, BYTES, COST" + OF_VAULT + " AND SPENT_AT > ?",
                SpentRows::spent,
                vaultArn,
                now.minus(Duration.ofHours(1)));
    }

    private static Spent spent(ResultSet row) throws SQLException {
        Amount amount = new Amount(row.getLong("ORDERS"), row.getLong("BYTES"), row.getBigDecimal("COST"));
        return new Spent(Sql.instant(row, "SPENT_AT"), amount);
    }

    private void join(Connection connection, String vaultArn, List<Row> rows, Instant now) throws SQLException {
        Map<Instant, List<Row>> minutes = new LinkedHashMap<>();
        Instant oldest = now.minus(OLDEST);
        for (Row row : rows) {
            if (row.at().isBefore(now.minus(EXACT))) {
                Instant minute =
                        row.at().isBefore(oldest) ? Instant.EPOCH : row.at().truncatedTo(ChronoUnit.MINUTES);
                minutes.computeIfAbsent(minute, key -> new ArrayList<>()).add(row);
            }
        }
        minutes.values().removeIf(same -> same.size() == 1);
        if (minutes.values().stream().mapToInt(List::size).sum() < JOINED_FROM) {
            return;
        }
        for (List<Row> same : minutes.values()) {
            delete(connection, vaultArn, same);
            Instant last =
                    same.stream().map(Row::at).max(Comparator.naturalOrder()).orElseThrow();
            Amount sum = same.stream().map(row -> row.spent().amount()).reduce(Amount.NONE, Amount::plus);
            add(connection, vaultArn, last, sum);
        }
    }

    private void delete(Connection connection, String vaultArn, List<Row> rows) throws SQLException {
        sql.batch(connection, "DELETE FROM {SPENT} WHERE VAULT_ARN = ? AND SPENT_ID = ?", rows, row ->
                new Object[] {vaultArn, row.id()});
    }
}
