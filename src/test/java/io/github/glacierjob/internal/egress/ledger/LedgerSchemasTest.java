package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ledgers with the same names in two schemas of one H2 database do not affect each other. */
class LedgerSchemasTest {

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void open() throws SQLException {
        database.setURL("jdbc:h2:mem:schemas;DB_CLOSE_DELAY=-1");
        execute("CREATE SCHEMA ARCH");
    }

    @AfterEach
    void close() throws SQLException {
        execute("SHUTDOWN");
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static List<String> indexes(EgressLedger ledger, String schema) {
        return ledger.sql()
                .query(
                        "SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_SCHEMA = ? AND"
                                + " INDEX_NAME = 'G_ARCHIVE_STATE'",
                        row -> row.getString(1),
                        schema);
    }

    @Test
    void theFirstLoadInOneSchemaKeepsTheIndexOfAnother() {
        EgressLedger own = EgressLedger.open(database, "ARCH.G_", true, InstantSource.system());
        EgressLedger other = EgressLedger.open(database, "G_", true, InstantSource.system());
        AtomicBoolean filled = new AtomicBoolean();
        other.fill(() -> {});

        own.fill(() -> {
            assertThat(indexes(own, "ARCH")).isEmpty();
            assertThat(indexes(other, "PUBLIC")).hasSize(1);
            filled.set(true);
        });

        assertThat(filled).isTrue();
        assertThat(indexes(own, "ARCH")).hasSize(1);
        assertThat(indexes(other, "PUBLIC")).hasSize(1);
    }
}
