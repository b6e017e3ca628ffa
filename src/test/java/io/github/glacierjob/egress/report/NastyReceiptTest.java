package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.testkit.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Remote text in a receipt is not executed by a spreadsheet, does not end a cell, and keeps its meaning in JSON. */
class NastyReceiptTest {

    private static final int HEAD = 12;

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static List<List<String>> csv(FilledLedger ledger) {
        return parse(ledger.ask("operation=receipt", String.class));
    }

    /** A strict reader of RFC 4180. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> records = new ArrayList<>(List.of(new ArrayList<>()));
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(csv.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                records.get(records.size() - 1).add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    records.add(new ArrayList<>());
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        assertThat(quoted || cell.length() > 0).as("after the last line").isFalse();
        return records.subList(HEAD, records.size() - 1);
    }

    private static final List<String> FORMULAS = List.of(
            "=1+1",
            "=cmd' /C calc'!A0",
            "+1",
            "-1 x",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "\u00a0=1",
            "\uff1d1",
            "\u200b=1",
            "\t",
            "=",
            "=\"\",\"\"\r\n\"x");

    @Test
    void textThatBeginsLikeAFormulaIsEscapedInEveryCell() throws Exception {
        List<String> columns = List.of(
                "NAME", "DESCRIPTION", "CAUSE", "DESTINATION", "TREE_HASH", "SINK_CHECKSUM", "DIGESTS", "JOB_ID");
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
            for (int i = 0; i < FORMULAS.size(); i++) {
                String formula = FORMULAS.get(i);
                ledger.archive(
                        "-" + i,
                        "FAILED",
                        columns.stream().map(column -> column + "=" + formula).collect(Collectors.joining("|")));
            }
            ledger.archive("=odd", "SKIPPED", "TIER=Bulk");

            List<List<String>> lines = csv(ledger);

            assertThat(lines).hasSize(2 + FORMULAS.size()).allMatch(line -> line.size() == 22);
            for (int i = 0; i < FORMULAS.size(); i++) {
                String id = "-" + i;
                assertThat(lines.stream().filter(line -> line.get(0).equals(id)).flatMap(List::stream))
                        .filteredOn(("'" + FORMULAS.get(i))::equals)
                        .hasSameSizeAs(columns);
            }
            assertThat(lines).anyMatch(line -> line.get(0).equals("'=odd"));
        }
    }

    static Stream<String> harmless() {
        return Stream.of(
                "",
                " ",
                "a=b",
                "1-1",
                "a,b",
                "\"",
                "\"\"",
                "a\r\nb",
                "a\nb",
                "'=1",
                "\u202egnp.exe",
                "\u05d0\u05d1",
                "\ud83d\ude00",
                "e\u0301",
                "\ufeff",
                "\u2028",
                "a\tb",
                ";=1",
                "\\",
                "null",
                "NULL");
    }

    private static JsonNode json(FilledLedger ledger) throws Exception {
        return new ObjectMapper().readTree(ledger.ask("operation=receipt&format=JSON", String.class));
    }

    @Test
    void controlCharactersAreReplacedInCsvAndEscapedInJson() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
            ledger.archive("a", "LISTED", "DESCRIPTION=a\u0000b\u001b[31m\u0085");

            assertThat(csv(ledger).get(1).get(2)).isEqualTo("a\ufffdb\ufffd[31m\ufffd");
            assertThat(json(ledger).at("/archives/0/description").asText()).isEqualTo("a\u0000b\u001b[31m\u0085");
        }
    }

    @Test
    void anUnpairedSurrogateCausesNoFailure() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
            ledger.archive("a", "LISTED", "DESCRIPTION=x\ud83d");

            assertThat(csv(ledger).get(1).get(2)).isEqualTo("x?");
            assertThat(json(ledger).at("/archives/0/description").asText()).isEqualTo("x?");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void otherTextIsUnchanged(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = new FilledLedger(kind)) {
            ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
            List<String> texts = harmless().toList();
            for (int i = 0; i < texts.size(); i++) {
                ledger.archive("a" + i, "LISTED", "DESCRIPTION=" + texts.get(i));
            }

            assertThat(csv(ledger).stream().skip(1).map(line -> line.get(2)))
                    .containsExactlyInAnyOrderElementsOf(texts);
            assertThat(json(ledger).get("archives"))
                    .extracting(archive -> archive.get("description").asText())
                    .containsExactlyInAnyOrderElementsOf(texts);
        }
    }

    @Test
    void theHeadHasTheSameNumberOfLinesInEveryReceipt() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            List<String> lines =
                    Arrays.asList(ledger.ask("operation=receipt", String.class).split("\r\n"));

            assertThat(lines.subList(0, HEAD)).allMatch(line -> line.startsWith("#"));
            assertThat(lines.get(HEAD)).startsWith("ARCHIVE_ID,");
        }
    }
}
