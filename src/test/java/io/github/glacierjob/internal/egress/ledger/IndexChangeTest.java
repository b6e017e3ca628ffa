package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.message.DbException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Statements that H2 breaks because another connection makes an index of their table. A function that the statements call fails
 * as H2 does at that moment.
 */
class IndexChangeTest {

    private static final int ROWS = 3;
    private static final String IDS = "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE BREAKS(ARCHIVE_ID) = ARCHIVE_ID";
    private static final String MARK =
            "UPDATE {ARCHIVE} SET CLAIM_NO = CLAIM_NO + 1 WHERE VAULT_ARN = 'v' AND ARCHIVE_ID = BREAKS(?)";

    /** How many calls of the function succeed before one fails; negative if none fails. */
    private static final AtomicInteger UNTIL_IT_BREAKS = new AtomicInteger(-1);

    private Connection open;
    private Sql sql;

    /** H2 calls this, so it must be public. */
    public static final class Called {

        private Called() {}

        public static String breaks(String id) throws SQLException {
            if (UNTIL_IT_BREAKS.getAndDecrement() == 0) {
                throw general(new ConcurrentModificationException());
            }
            return id;
        }
    }

    /** The form in which H2 reports an exception in its own code. */
    private static SQLException general(Exception cause) {
        return DbException.convert(cause).getSQLException();
    }

    @BeforeEach
    void fill() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:index-change");
        open = database.getConnection();
        sql = EgressLedger.open(database, "G_", true, InstantSource.system()).sql();
        sql.update("CREATE ALIAS BREAKS FOR '" + Called.class.getName() + ".breaks'");
        sql.inTransaction(connection -> sql.batch(
                connection,
                "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE) VALUES (?, 'v', ?, 'LISTED')",
                IntStream.range(0, ROWS).boxed().toList(),
                i -> new Object[] {i, "a" + i}));
    }

    @AfterEach
    void close() throws Exception {
        UNTIL_IT_BREAKS.set(-1);
        open.close();
    }

    private List<Integer> marks() {
        return sql.query("SELECT CLAIM_NO FROM {ARCHIVE} ORDER BY ARCHIVE_ID", row -> row.getInt(1));
    }

    @Test
    void aQueryIsRepeated() {
        UNTIL_IT_BREAKS.set(1);

        assertThat(sql.query(IDS, row -> row.getString(1))).containsExactlyInAnyOrder("a0", "a1", "a2");
        assertThat(UNTIL_IT_BREAKS).hasNegativeValue();
    }

    @Test
    void anUpdateIsRepeatedAndEarlierChangesOfItsTransactionStay() {
        int changed = sql.inTransaction(connection -> {
            sql.update(connection, MARK, "a0");
            UNTIL_IT_BREAKS.set(0);
            return sql.update(connection, MARK, "a1");
        });

        assertThat(changed).isEqualTo(1);
        assertThat(marks()).containsExactly(1, 1, 0);
    }

    @Test
    void onlyTheBrokenStatementsOfABatchAreRepeated() {
        UNTIL_IT_BREAKS.set(1);

        int[] changed = sql.inTransaction(
                connection -> sql.batch(connection, MARK, List.of("a0", "a1", "a2"), id -> new Object[] {id}));

        assertThat(changed).containsExactly(1, 1, 1);
        assertThat(marks()).containsExactly(1, 1, 1);
        assertThat(UNTIL_IT_BREAKS).hasNegativeValue();
    }

    @Test
    void aBatchWithItsOwnFailureIsNotRepeated() {
        assertThatThrownBy(() -> sql.inTransaction(connection -> sql.batch(
                        connection,
                        "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE) VALUES (?, 'v', 'b', 'LISTED')",
                        List.of(ROWS, 1),
                        number -> new Object[] {number})))
                .hasCauseInstanceOf(BatchUpdateException.class)
                .hasMessageContaining("primary key violation");
        assertThat(marks()).hasSize(ROWS);
    }

    @Test
    void anyOtherGeneralErrorIsThrownAtOnce() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> new NodeRace()
                        .run(() -> sql.inTransaction(connection -> {
                            tries.incrementAndGet();
                            throw general(new IllegalStateException("the file is damaged"));
                        })))
                .hasMessageContaining("the file is damaged");
        assertThat(tries).hasValue(1);
    }

    @Test
    void aStatementThatAlwaysBreaksFails() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> IndexChange.repeat(() -> false, () -> {
                    tries.incrementAndGet();
                    throw general(new ConcurrentModificationException());
                }))
                .isInstanceOf(SQLException.class);
        assertThat(tries.get()).isBetween(10, 100);
    }

    @Test
    void aStatementWaitsForALockOnlyWhileAnIndexIsCreated() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> IndexChange.repeat(() -> tries.get() < 3, () -> {
                    tries.incrementAndGet();
                    throw new SQLException("Timeout trying to lock table", "HYT00", 50200);
                }))
                .hasMessage("Timeout trying to lock table");
        assertThat(tries).hasValue(3);
    }
}
