package io.github.glacierjob.egress.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.naming.NastyNames;
import io.github.glacierjob.testkit.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each archive has a unique name, which depends only on the archives. */
class NamesTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final String DATE = "2026-01-01T00:00:00Z";

    @TempDir
    private Path directory;

    private static String described(String id, String created, String description) {
        String json = description.replace("\\", "\\\\").replace("\"", "\\\"");
        return Inventories.entry(id, json).replace(Inventories.CREATED, created);
    }

    /** A description as FastGlacier writes it, so that every character is possible in an inventory. */
    private static String hidden(String id, String created, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return described(id, created, "<m><v>4</v><p>" + Base64.getEncoder().encodeToString(utf8) + "</p></m>");
    }

    private static String created(int second) {
        return String.format("2014-01-01T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
    }

    static String tag(String id, int length) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, length);
    }

    private void load(StockRun run, int number, List<String> entries) throws Exception {
        load(run, number, entries, "");
    }

    private void load(StockRun run, int number, List<String> entries, String options) throws Exception {
        Path file = directory.resolve("inventory" + number + ".json");
        String document = Inventories.json(
                run.arn(), DATE.replace("2026", String.valueOf(2025 + number)), entries.toArray(String[]::new));
        run.start(Inventories.option(file, document) + (options.isEmpty() ? "" : "&" + options));
        run.loaded(number);
        run.stop();
    }

    private static Map<String, String> names(StockRun run) throws Exception {
        Map<String, String> names = new TreeMap<>();
        run.rows().forEach(row -> names.put(row.get("ARCHIVE_ID"), row.get("NAME")));
        return names;
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void theOldestArchiveKeepsThePlainNameAndTheOthersGetAPartOfTheHashOfTheirId(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(
                    run,
                    1,
                    List.of(
                            described("young", created(3), "photos/a.jpg"),
                            described("oldest", created(1), "Photos\\A.jpg"),
                            described("middle", created(2), "/photos/./a.JPG"),
                            described("alone", created(4), "photos/b.jpg")));

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "oldest",
                            "Photos/A.jpg",
                            "middle",
                            "photos/a.JPG~" + tag("middle", 8),
                            "young",
                            "photos/a.jpg~" + tag("young", 8),
                            "alone",
                            "photos/b.jpg"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void atTheSameTimeTheArchiveWithTheSmallestIdKeepsThePlainName(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(
                    run,
                    1,
                    List.of(
                            described("a_", created(1), "x.txt"),
                            described("B-", created(1), "x.txt"),
                            described("-b", created(1), "x.txt")));

            assertThat(names(run))
                    .isEqualTo(Map.of("-b", "x.txt", "B-", "x.txt~" + tag("B-", 8), "a_", "x.txt~" + tag("a_", 8)));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNameOfACompleteLoadStaysEvenIfAnOlderArchiveAppears(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, List.of(described("a", created(5), "x.txt")));
            load(run, 2, List.of(described("a", created(5), "y.txt"), described("b", created(1), "X.txt")));

            assertThat(names(run)).isEqualTo(Map.of("a", "x.txt", "b", "X.txt~" + tag("b", 8)));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNameThatLooksLikeASuffixedNameIsNotGivenTwice(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String taken = "x.txt~" + tag("second", 8);
            load(
                    run,
                    1,
                    List.of(
                            described("second", created(3), "x.txt"),
                            described("first", created(1), "x.txt"),
                            hidden("thief", created(2), taken),
                            hidden("late-thief", created(9), "x.txt~" + tag("third", 8)),
                            described("third", created(4), "x.txt")));

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "first",
                            "x.txt",
                            "thief",
                            taken,
                            "second",
                            "x.txt~" + tag("second", 16),
                            "third",
                            "x.txt~" + tag("third", 8),
                            "late-thief",
                            "x.txt~" + tag("third", 8) + "~" + tag("late-thief", 8)));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void anOlderArchiveMayTakeAnIdOfAnotherArchiveAsItsName(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(
                    run,
                    1,
                    List.of(
                            described("some-id", created(2), "free text"),
                            hidden("older", created(1), "SOME-id"),
                            described("other-id", created(2), "free text"),
                            hidden("younger", created(3), "other-ID")));

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "older",
                            "SOME-id",
                            "some-id",
                            "some-id~" + tag("some-id", 8),
                            "other-id",
                            "other-id",
                            "younger",
                            "other-ID~" + tag("younger", 8)));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNameThatIsTooLongForASuffixIsReplacedByTheId(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String segment = "x".repeat(200);
            String path = (segment + "/").repeat(4) + "y".repeat(196);
            load(
                    run,
                    1,
                    List.of(
                            hidden("one", created(1), "z".repeat(240)),
                            hidden("two", created(2), "z".repeat(240)),
                            hidden("three", created(3), path),
                            hidden("four", created(4), path)));

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "one",
                            "z".repeat(240),
                            "two",
                            "z".repeat(240) + "~" + tag("two", 8),
                            "three",
                            path,
                            "four",
                            path + "~" + tag("four", 8)));
        }
    }

    /**
     * Dangerous names and many clashes, in three orders: the names are always the same, all are different, and each is
     * the right one or the id.
     */
    @ParameterizedTest
    @MethodSource(KINDS)
    void theNamesAreTheSameInAnyOrderOfTheInventory(Database.Kind kind) throws Exception {
        List<String> entries = nastyEntries();
        Map<String, String> names = null;
        for (int order = 0; order < 3; order++) {
            List<String> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, new Random(order));
            try (StockRun run = new StockRun(kind)) {
                load(run, 1, shuffled);
                names = names == null ? names(run) : names;
                assertThat(names(run)).isEqualTo(names);
            }
        }
        assertThat(names).hasSize(entries.size());
        assertThat(names.values().stream()
                        .map(name ->
                                Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSameSizeAs(names.values());
        for (int i = 0; i < NastyNames.refused().size(); i++) {
            assertThat(names).containsEntry("refused" + i, "refused" + i);
        }
        for (int i = 0; i < NastyNames.kept().size(); i++) {
            assertThat(names).containsEntry("kept" + i, NastyNames.kept().get(i));
        }
    }

    private static List<String> nastyEntries() {
        List<String> entries = new ArrayList<>();
        for (String name : NastyNames.refused()) {
            entries.add(hidden("refused" + entries.size(), created(entries.size()), name));
        }
        int refused = entries.size();
        for (String name : NastyNames.kept()) {
            entries.add(hidden("kept" + (entries.size() - refused), created(entries.size()), name));
        }
        for (int i = 0; i < 200; i++) {
            String name = List.of("Stra\u00dfe.txt", "\u00e9.txt", "e\u0301.txt", "E\u0301.TXT", "x~1.log")
                    .get(i % 5);
            entries.add(hidden("clash" + i, created(10_000 + i / 2), name));
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void tenThousandDuplicatesInManyBatchesGetTenThousandNames(Database.Kind kind) throws Exception {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            entries.add(described("archive" + i, created(i / 100), "daily/backup.tar.gz"));
        }
        Collections.shuffle(entries, new Random(7));
        try (StockRun run = new StockRun(kind)) {
            load(run, 1, entries);

            Map<String, String> names = names(run);
            assertThat(names).containsEntry("archive0", "daily/backup.tar.gz");
            assertThat(names).containsEntry("archive77", "daily/backup.tar.gz~" + tag("archive77", 8));
            assertThat(names.values()).doesNotHaveDuplicates();
            assertThat(names.values()).allMatch(name -> name.matches("daily/backup\\.tar\\.gz(~[0-9a-f]{8,16})?"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void otherFactsOfTheToolAreInTheRow(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            load(
                    run,
                    1,
                    List.of(
                            described(
                                    "a",
                                    created(1),
                                    "{\"Path\":\"a.txt\",\"UTCDateModified\":\"20140102T030405Z\",\"Flags\":1}"),
                            described("b", created(2), "free text")));

            assertThat(run.query("SELECT ARCHIVE_ID FROM GLACIER_EGRESS_ARCHIVE WHERE COMPRESSED AND NOT ENCRYPTED"
                            + " AND MODIFIED = TIMESTAMP WITH TIME ZONE '2014-01-02 03:04:05Z'"))
                    .containsExactly(Map.of("ARCHIVE_ID", "a"));
            assertThat(run.query("SELECT ARCHIVE_ID FROM GLACIER_EGRESS_ARCHIVE WHERE COMPRESSED IS NULL"
                            + " AND ENCRYPTED IS NULL AND MODIFIED IS NULL"))
                    .containsExactly(Map.of("ARCHIVE_ID", "b"));
        }
    }

    /** A process that died has loaded a part of another document. */
    @ParameterizedTest
    @MethodSource(KINDS)
    void theNextLoadSettlesTheNamesOfAnIncompleteLoad(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            List<String> entries = List.of(described("old", created(9), "x.txt"));
            load(run, 1, entries);
            run.update("UPDATE GLACIER_EGRESS_VAULT SET LOADS = 2");
            run.update("INSERT INTO GLACIER_EGRESS_KEY (VAULT_ARN, ARCHIVE_ID)"
                    + " SELECT VAULT_ARN, 'torn' FROM GLACIER_EGRESS_ARCHIVE");
            run.update(
                    "INSERT INTO GLACIER_EGRESS_ARCHIVE"
                            + " (ROW_NO, VAULT_ARN, ARCHIVE_ID, NAME, NAME_KEY, STATE, FIRST_LOAD)"
                            + " SELECT (SELECT ROW_NO FROM GLACIER_EGRESS_KEY WHERE ARCHIVE_ID = 'torn'), VAULT_ARN, 'torn', NAME, NAME_KEY, 'LISTED', 2 FROM GLACIER_EGRESS_ARCHIVE");

            run.start(Inventories.option(
                    directory.resolve("inventory1.json"),
                    Inventories.json(run.arn(), DATE, entries.toArray(String[]::new))));
            run.loaded(3);

            assertThat(names(run)).isEqualTo(Map.of("old", "x.txt", "torn", "x.txt~" + tag("torn", 8)));
        }
    }
}
