package io.github.glacierjob.egress.stock;

import static io.github.glacierjob.egress.stock.Inventories.CREATED;
import static io.github.glacierjob.egress.stock.Inventories.CSV;
import static io.github.glacierjob.egress.stock.Inventories.HASH;
import static io.github.glacierjob.egress.stock.Inventories.entry;
import static io.github.glacierjob.egress.stock.Inventories.json;
import static io.github.glacierjob.egress.stock.Inventories.option;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests entries of an inventory that differ from the service's description. */
class UnreadableEntryTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final String MONDAY = "2026-11-02T03:00:00Z";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("inventory");
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void anEntryWithoutAUsableIdBecomesASkippedRow(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = json(run.arn(), MONDAY, entry("a"), "{}", entry("no id"), entry("b"));
            run.start(option(file(), document));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "2").containsEntry("BAD_ENTRIES", "2");
            assertThat(run.states()).containsOnlyKeys("a", "b", "entry-2", "entry-3");
            assertThat(run.states().get("entry-2"))
                    .startsWith("SKIPPED entry without an archive id: archive 2 of the inventory, byte ");
            assertThat(run.states().get("entry-3")).contains("ArchiveId: 'no id' must be");
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void anEntryWithoutAUsableIdIsAnErrorIfTheOptionSaysSo(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(option(file(), json(run.arn(), MONDAY, entry("a"), "{}")) + "&onBadArchive=error");
            run.awaitReport("archive 2 of the inventory, byte ");
            run.stop();
            assertThat(run.rows()).isEmpty();
            assertThat(run.query("SELECT * FROM GLACIER_EGRESS_VAULT"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("LOAD_NO", "0"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void missingAndWrongJsonMembersAreNullInTheRow(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = json(
                    run.arn(),
                    MONDAY,
                    entry("hash").replace("\"" + HASH + "\"", "null"),
                    entry("size").replace("\"Size\":1", "\"Size\":-1"),
                    entry("date").replace(CREATED, "yesterday"));
            run.start(option(file(), document) + "&onBadArchive=error");
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "3").containsEntry("BAD_ENTRIES", "0");
            assertIncomplete(run.rows());
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aSizeThatNoArchiveCanHaveIsUnknownAndTheVaultCanStillBeSummedUp(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String huge = "\"Size\":" + Long.MAX_VALUE;
            String document = json(
                    run.arn(),
                    MONDAY,
                    entry("a").replace("\"Size\":1", huge),
                    entry("b").replace("\"Size\":1", huge),
                    entry("c"));
            CamelContext node = run.start(option(file(), document));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "3").containsEntry("BAD_ENTRIES", "0");
            GlacierEgressEndpoint endpoint =
                    (GlacierEgressEndpoint) node.getEndpoints().iterator().next();
            assertThat(endpoint.readStatus().getTotalBytes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void missingAndWrongCsvFieldsAreNullInTheRow(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = CSV + "hash,about hash," + CREATED + ",1,\nsize,about size," + CREATED + ",one," + HASH
                    + "\ndate,about date,yesterday,1," + HASH + "\nbroken\n";
            run.start(option(file(), document));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "3").containsEntry("BAD_ENTRIES", "1");
            assertThat(run.states()).containsKey("entry-4");
            assertIncomplete(
                    run.rows().stream().filter(row -> row.get("CAUSE") == null).toList());
        }
    }

    private static void assertIncomplete(List<Map<String, String>> rows) {
        assertThat(rows).extracting(row -> row.get("ARCHIVE_ID")).containsExactly("date", "hash", "size");
        assertThat(rows).extracting(row -> row.get("STATE")).containsOnly("LISTED");
        assertThat(rows)
                .extracting(row -> row.get("DESCRIPTION"))
                .containsExactly("about date", "about hash", "about size");
        assertThat(rows).extracting(row -> row.get("CREATED") == null).containsExactly(true, false, false);
        assertThat(rows).extracting(row -> row.get("TREE_HASH") == null).containsExactly(false, true, false);
        assertThat(rows).extracting(row -> row.get("SIZE_BYTES") == null).containsExactly(false, false, true);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void severalEntriesOfOneArchiveAreOneRow(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(option(file(), json(run.arn(), MONDAY, entry("a"), entry("b"), entry("a"))));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "2");
            assertThat(run.states()).isEqualTo(Map.of("a", "LISTED", "b", "LISTED"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void charactersThatADatabaseCannotStoreAreRemovedFromADescription(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String nasty = "a\\u0000b\\ud800c\\n\\ud83d\\ude00'\\\"";
            run.start(option(file(), json(run.arn(), MONDAY, entry("a", nasty), entry("b", "x".repeat(5000)))));
            run.loaded(1);
            assertThat(run.rows())
                    .extracting(row -> row.get("DESCRIPTION"))
                    .containsExactly("a\ufffdb\ufffdc\n\ud83d\ude00'\"", "x".repeat(4096));
        }
    }
}
