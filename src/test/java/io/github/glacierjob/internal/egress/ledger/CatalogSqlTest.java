package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.testkit.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the statements in catalog/sql, for users whose application must not create tables. */
class CatalogSqlTest {

    private static final Path FILE = Path.of("catalog", "sql", "glacier-egress.sql");
    private static final boolean UPDATE = System.getProperty("update.docs") != null;
    private static final String PREFIX = new GlacierEgressConfiguration().getTablePrefix();

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @Test
    void theFileHasTheStatementsOfTheLedger() throws IOException {
        if (UPDATE) {
            Files.writeString(FILE, text());
        }
        assertThat(FILE)
                .as("%s; to write it: mvn -Pquick test -Dupdate.docs -Dtest=CatalogSqlTest", FILE)
                .hasContent(text());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLedgerThatMayMakeNoTablesOpensTheTablesOfTheFile(Database.Kind kind) throws Exception {
        try (Database database = new Database(kind)) {
            GlacierEgressConfiguration options = new GlacierEgressConfiguration();
            options.setDataSource(database.source);
            options.setCreateTables(false);
            assertThatThrownBy(() -> EgressLedger.open(options))
                    .hasMessage("Table GLACIER_EGRESS_VERSION: expected a ledger of version " + Schema.VERSION
                            + ", it is missing; run the statements of catalog/sql, or set createTables=true");

            execute(database);
            EgressLedger ledger = EgressLedger.open(options);
            assertThat(ledger.sql().query("SELECT COUNT(*) AS N FROM {ARCHIVE}", row -> row.getInt("N")))
                    .containsExactly(0);
        }
    }

    private static void execute(Database database) throws Exception {
        String statements = Files.readString(FILE).replaceAll("(?m)--.*$", "");
        try (Connection connection = database.source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements.split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String text() {
        return Stream.concat(
                        Schema.statements().stream(),
                        Stream.of("INSERT INTO {VERSION} VALUES (" + Schema.VERSION + ")"))
                .map(CatalogSqlTest::laidOut)
                .collect(Collectors.joining("\n\n", """
                        -- The tables of glacier-egress, version %d, for H2 and for PostgreSQL. With createTables=true, the default, the
                        -- component makes them itself. With another tablePrefix, replace %s everywhere.

                        """.formatted(Schema.VERSION, PREFIX), "\n"));
    }

    /** One line for each column; the parentheses of a type or a key are not split. */
    private static String laidOut(String statement) {
        String sql = statement.replaceAll("\\{-?(\\w+)}", PREFIX + "$1");
        int start = sql.indexOf('(');
        if (!sql.startsWith("CREATE TABLE")) {
            return sql + ";";
        }
        List<String> columns =
                List.of(sql.substring(start + 1, sql.length() - 1).split(", ?(?![^()]*\\))"));
        return sql.substring(0, start) + "(\n    " + String.join(",\n    ", columns) + "\n);";
    }
}
