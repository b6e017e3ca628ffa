package io.github.glacierjob.egress.stock;

import static io.github.glacierjob.egress.stock.Inventories.csv;
import static io.github.glacierjob.egress.stock.Inventories.entry;
import static io.github.glacierjob.egress.stock.Inventories.json;
import static io.github.glacierjob.egress.stock.Inventories.ofIds;
import static io.github.glacierjob.egress.stock.Inventories.option;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An inventory that the user has as a file. */
class InventoryResourceTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final String MONDAY = "2026-11-02T03:00:00Z";
    private static final String TUESDAY = "2026-11-03T03:00:00Z";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("inventory");
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aJsonFileIsLoadedWithItsDateAndHash(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(option(file(), ofIds(run.arn(), MONDAY, "a", "b")));
            Map<String, String> vault = run.loaded(1);
            assertThat(run.states()).isEqualTo(Map.of("a", "LISTED", "b", "LISTED"));
            assertThat(vault)
                    .containsEntry("ARCHIVES", "2")
                    .containsEntry("INVENTORY_SOURCE", "file:" + file())
                    .containsEntry("INVENTORY_JOB_ID", null)
                    .containsEntry(
                            "INVENTORY_SHA256",
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file()))));
            assertThat(vault.get("INVENTORY_DATE")).startsWith("2026-11-02");
            assertThat(run.initiated()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aCsvFileIsLoadedWithoutADate(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(option(file(), csv("a", "b")));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "2").containsEntry("INVENTORY_DATE", null);
            assertThat(run.states()).isEqualTo(Map.of("a", "LISTED", "b", "LISTED"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void theInventoryOfAnotherVaultIsRefusedAndWritesNothing(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = "{\"ArchiveList\":[" + entry("a") + "],\"VaultARN\":\"arn:aws:glacier:us-east-1:"
                    + "999999999999:vaults/photos\"}";
            run.start(option(file(), document));
            run.awaitReport("expected the inventory of vault " + run.arn()
                    + ", got that of arn:aws:glacier:us-east-1:999999999999:vaults/photos; nothing was loaded");
            run.stop();
            assertThat(run.rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aVaultWithAndWithoutItsAccountIsOneVault(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String option = option(file(), ofIds(run.arn(), MONDAY, "a"));
            run.start("photos", option);
            run.loaded(1);
            run.stop();
            option(file(), ofIds(run.arn(), TUESDAY, "a", "b"));
            run.start("photos", option + "&accountId=" + run.glacier.simulator.accountId());
            run.loaded(2);
            assertThat(run.query("SELECT * FROM GLACIER_EGRESS_VAULT")).hasSize(1);
            assertThat(run.query("SELECT * FROM GLACIER_EGRESS_ARCHIVE")).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void twoVaultsInOneLedgerAreSeparate(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.glacier.simulator.createVault("films");
            String films = run.glacier.simulator.vaultArn("films");
            run.start(option(file(), ofIds(run.arn(), MONDAY, "a", "same")));
            run.loaded(1);
            run.start("films", option(directory.resolve("films"), ofIds(films, TUESDAY, "same", "z")));
            run.loaded(films, 1);
            assertThat(run.states()).isEqualTo(Map.of("a", "LISTED", "same", "LISTED"));
            assertThat(run.query("SELECT * FROM GLACIER_EGRESS_ARCHIVE WHERE VAULT_ARN = '" + films + "'"))
                    .extracting(row -> row.get("ARCHIVE_ID"))
                    .containsExactlyInAnyOrder("same", "z");
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNewerInventorySkipsMissingArchivesAndListsReturnedOnes(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, ofIds(run.arn(), MONDAY, "a", "b", "c", "d"));
            run.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'ORDERED' WHERE ARCHIVE_ID = 'c'");
            run.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'DELIVERED' WHERE ARCHIVE_ID = 'd'");
            load(run, 2, ofIds(run.arn(), TUESDAY, "b", "e"));
            assertThat(run.states())
                    .isEqualTo(Map.of(
                            "a", "SKIPPED deleted before " + TUESDAY,
                            "b", "LISTED",
                            "c", "ORDERED",
                            "d", "DELIVERED",
                            "e", "LISTED"));
            load(run, 3, ofIds(run.arn(), "2026-11-04T03:00:00Z", "a", "b", "e"));
            assertThat(run.states()).containsEntry("a", "LISTED");
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void anOlderInventoryAddsArchivesAndChangesNoneOfANewerOne(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, ofIds(run.arn(), MONDAY, "a", "gone"));
            load(run, 2, ofIds(run.arn(), TUESDAY, "a", "new"));
            load(run, 3, ofIds(run.arn(), "2026-11-01T03:00:00Z", "gone", "old"));
            assertThat(run.states())
                    .isEqualTo(Map.of(
                            "a", "LISTED",
                            "gone", "SKIPPED deleted before " + TUESDAY,
                            "new", "LISTED",
                            "old", "LISTED"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aDocumentWithoutADateSkipsNothing(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, ofIds(run.arn(), MONDAY, "a"));
            load(run, 2, csv("b"));
            assertThat(run.states()).isEqualTo(Map.of("a", "LISTED", "b", "LISTED"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void theFilterIsAppliedAgainAtEachLoad(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = json(run.arn(), MONDAY, entry("a", "cat"), entry("b", "dog"), entry("c", "dog"));
            run.start(option(file(), document) + "&filter=RAW(${body.description} == 'dog')");
            run.loaded(1);
            run.stop();
            assertThat(run.states())
                    .isEqualTo(
                            Map.of("a", "SKIPPED filter: ${body.description} == 'dog'", "b", "LISTED", "c", "LISTED"));
            run.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'FAILED' WHERE ARCHIVE_ID = 'c'");
            run.start(option(file(), document) + "&filter=RAW(${body.description} == 'cat')");
            run.loaded(2);
            assertThat(run.states())
                    .isEqualTo(
                            Map.of("a", "LISTED", "b", "SKIPPED filter: ${body.description} == 'cat'", "c", "FAILED"));
        }
    }

    /** The id of an archive has 138 characters, so a filter that names archives quickly gets long. */
    @ParameterizedTest
    @MethodSource(KINDS)
    void aChangeAtTheEndOfALongFilterTakesEffect(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String document = ofIds(run.arn(), MONDAY, "a", "b");
            String filter = "&filter=RAW(${body.id} in '" + "x".repeat(1000) + ",%s')";
            run.start(option(file(), document) + String.format(filter, "a"));
            run.loaded(1);
            run.stop();
            run.start(option(file(), document) + String.format(filter, "b"));
            run.loaded(2);
            assertThat(run.states()).containsEntry("b", "LISTED");
            assertThat(run.states().get("a")).startsWith("SKIPPED filter: ${body.id} in 'xxx");
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void theSameDocumentIsNotLoadedAgain(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, ofIds(run.arn(), MONDAY, "a"));
            run.update("UPDATE GLACIER_EGRESS_VAULT SET LOADED_AT = NULL");
            run.start(option(file(), ofIds(run.arn(), MONDAY, "a")));
            org.awaitility.Awaitility.await()
                    .atMost(io.github.glacierjob.testkit.Glacier.SOON)
                    .until(() -> run.loaded(1).get("LOADED_AT") != null);
            assertThat(run.loaded(1)).containsEntry("LOAD_NO", "1").containsEntry("LOADS", "1");
        }
    }

    /** Loads a document with a start of its own. */
    private void load(StockRun run, int number, String document) throws Exception {
        run.start(option(file(), document));
        run.loaded(number);
        run.stop();
    }
}
