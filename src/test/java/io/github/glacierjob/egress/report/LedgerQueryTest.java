package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The query of the manual that finds the row of one archive. */
class LedgerQueryTest {

    private static final Pattern QUERY = Pattern.compile("(?s)<!-- ledger -->\n```sql\n(.*?)```");

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theQueryOfTheManualFindsOneArchive(Database.Kind kind) throws Exception {
        Matcher query = QUERY.matcher(Files.readString(Path.of("src/main/docs/egress.md")));
        assertThat(query.find()).isTrue();
        try (FilledLedger ledger = new FilledLedger(kind)) {
            ledger.archive("first", "LISTED", "NAME=a.jpg");
            ledger.archive("second", "READY", "NAME=b.jpg");

            String sql = query.group(1)
                    .replace("A.*", "A.NAME")
                    .replace("VAULT_ARN = '...'", "VAULT_ARN = '" + FilledLedger.ARN + "'")
                    .replace("ARCHIVE_ID = '...'", "ARCHIVE_ID = 'second'");
            assertThat(ledger.texts(sql)).containsExactly("b.jpg");
        }
    }
}
