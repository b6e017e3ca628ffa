package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.SameMoment;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes start at the same moment with an empty database. */
class LedgerOpenRaceTest {

    private static final int NODES = 4;
    private static final int ROUNDS = 10;

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nodesThatOpenAnEmptyDatabaseAtTheSameMomentAllFindTheTables(Database.Kind kind) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (Database database = new Database(kind)) {
                assertThat(SameMoment.begin(NODES, () -> useful(open(database.source))))
                        .as("round " + round)
                        .containsOnly(Schema.VERSION)
                        .hasSize(NODES);
            }
        }
    }

    @Test
    void nodesThatCreateTheIndexAtTheSameMomentAllContinueAndLeaveIt() throws Exception {
        try (Database database = new Database(Database.Kind.H2)) {
            EgressLedger ledger = open(database.source);
            for (int round = 0; round < ROUNDS; round++) {
                dropIndex(ledger);
                assertThat(SameMoment.begin(NODES, () -> {
                            EgressLedger own = open(database.source);
                            own.fill(() -> {});
                            return useful(own);
                        }))
                        .as("round " + round)
                        .containsOnly(Schema.VERSION);
                assertThat(indexes(ledger)).containsExactly("G_ARCHIVE_STATE");
            }
        }
    }

    @Test
    void theNextNodeOpensALedgerWhoseFirstNodeDiedDuringTheCreation() throws Exception {
        try (Database database = new Database(Database.Kind.H2)) {
            EgressLedger dead = open(database.source);
            dead.sql().update("DELETE FROM {VERSION}");
            dead.sql().update("DROP TABLE {MINUTE}");

            assertThat(useful(open(database.source))).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void aLedgerWhoseFirstLoadDiedGetsItsIndexWhenItIsOpened() throws Exception {
        try (Database database = new Database(Database.Kind.H2)) {
            EgressLedger dead = open(database.source);
            assertThat(indexes(dead)).as("an empty ledger").isEmpty();
            dead.sql()
                    .update(
                            "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE) VALUES (1, 'v', 'a', 'LISTED')");

            EgressLedger next = open(database.source);

            assertThat(useful(next)).isEqualTo(Schema.VERSION);
            assertThat(indexes(next)).containsExactly("G_ARCHIVE_STATE");
        }
    }

    @Test
    void aLedgerThatIsOpenedDuringALoadGetsItsIndexFromTheLoadingNode() throws Exception {
        try (Database database = new Database(Database.Kind.H2)) {
            EgressLedger loading = open(database.source);
            loading.sql()
                    .update("INSERT INTO {VAULT} (VAULT_ARN, LOADER, LOADER_BEAT_AT)"
                            + " VALUES ('v', 'n', CURRENT_TIMESTAMP)");

            loading.fill(() -> {
                loading.sql()
                        .update(
                                "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE) VALUES (1, 'v', 'a', 'LISTED')");
                assertThat(indexes(open(database.source))).isEmpty();
            });

            assertThat(indexes(loading)).containsExactly("G_ARCHIVE_STATE");
        }
    }

    private static void dropIndex(EgressLedger ledger) {
        ledger.sql().update("DROP INDEX IF EXISTS {ARCHIVE}_STATE");
        assertThat(indexes(ledger)).isEmpty();
    }

    private static List<String> indexes(EgressLedger ledger) {
        return ledger.sql()
                .query(
                        "SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_NAME = 'G_ARCHIVE_STATE'",
                        row -> row.getString(1));
    }

    private static EgressLedger open(DataSource database) {
        return EgressLedger.open(database, "G_", true, InstantSource.system());
    }

    /** The table that is created last can be read, and so can the version. */
    private static int useful(EgressLedger ledger) {
        assertThat(ledger.sql().query("SELECT NODE FROM {MINUTE}", row -> row.getString("NODE")))
                .isEmpty();
        return ledger.sql()
                .query("SELECT MAX(VERSION) AS V FROM {VERSION}", row -> row.getInt("V"))
                .get(0);
    }
}
