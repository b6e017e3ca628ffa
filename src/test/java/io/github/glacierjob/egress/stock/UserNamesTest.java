package io.github.glacierjob.egress.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The names of the user, in the format of AWS's solution, replace those of the descriptions. */
class UserNamesTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";

    @TempDir
    private Path directory;

    private String options(StockRun run, String names, String... ids) throws Exception {
        String[] entries = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            entries[i] = Inventories.entry(ids[i], "described/" + ids[i] + ".txt");
        }
        Path file = directory.resolve("names.csv");
        Files.writeString(file, names);
        return Inventories.option(
                        directory.resolve("inventory.json"),
                        Inventories.json(run.arn(), "2026-01-01T00:00:00Z", entries))
                + "&names=file:" + file;
    }

    private static Map<String, String> names(StockRun run) throws Exception {
        Map<String, String> names = new TreeMap<>();
        run.rows().forEach(row -> names.put(row.get("ARCHIVE_ID"), row.get("NAME")));
        return names;
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void userNamesWinAndAreMadeSafeAndUnique(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(options(
                    run,
                    "\uFEFF\"GlacierArchiveID\",\"FileName\"\r\na,mine.txt\r\n\"b\",\"a \"\"quoted'' name, with commas\"\"\"\n"
                                    .replace("\"\"quoted''", "'quoted'")
                                    .replace("commas\"\"\"", "commas\"")
                            + "\nc,MINE.txt\nd,../x.txt\n-e, C:\\x\\y.txt \nnobody,x.txt",
                    "a",
                    "b",
                    "c",
                    "d",
                    "-e",
                    "f"));
            run.loaded(1);

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "a", "mine.txt",
                            "b", "a 'quoted' name, with commas",
                            "c", "MINE.txt~" + NamesTest.tag("c", 8),
                            "d", "d",
                            "-e", "C/x/y.txt",
                            "f", "described/f.txt"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aUserNameIsNeverADirectoryOfAnotherName(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(options(run, "a,Described\nb,photos\nc,photos/img1.jpg", "a", "b", "c", "d"));
            run.loaded(1);
            run.stop();

            run.start(options(run, "e,photos/IMG1.jpg/e", "a", "b", "c", "d", "e"));
            run.loaded(2);

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "a", "Described~" + NamesTest.tag("a", 8),
                            "b", "photos~" + NamesTest.tag("b", 8),
                            "c", "photos/img1.jpg",
                            "d", "described/d.txt",
                            "e", "photos/IMG1.jpg~" + NamesTest.tag("c", 8) + "/e"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void userNamesDoNotChangeASettledName(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start(options(run, "a,first.txt", "a"));
            run.loaded(1);
            run.stop();

            run.start(options(run, "a,second.txt\nb,second.txt", "a", "b"));
            run.loaded(2);

            assertThat(names(run)).isEqualTo(Map.of("a", "first.txt", "b", "second.txt"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void manyLinesAreReadInBatches(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            StringBuilder lines = new StringBuilder("GlacierArchiveID,FileName\n");
            for (int i = 0; i < 2500; i++) {
                lines.append(i % 2 == 0 ? "id" + i : "other" + i)
                        .append(",n/")
                        .append(i)
                        .append('\n');
            }
            run.start(options(run, lines.toString(), "id0", "id998", "id2498", "id2499"));
            run.loaded(1);

            assertThat(names(run))
                    .isEqualTo(Map.of(
                            "id0", "n/0", "id998", "n/998", "id2498", "n/2498", "id2499", "described/id2499.txt"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,x.txt;oops|line 2: 'oops' must be GlacierArchiveID,FileName",
                "a,x,y.txt|line 1: 'a,x,y.txt' must be GlacierArchiveID,FileName",
                "a,\"x.txt|line 1: 'a,\"x.txt' must be GlacierArchiveID,FileName",
                "a,x\"y|must be GlacierArchiveID,FileName",
                "a b,x.txt|line 1: 'a b,x.txt' must begin with the id of an archive",
                ";;a,|line 3: 'a,' must have a name",
                "a,\"\"|must have a name",
                "GlacierArchiveID,FileName;GlacierArchiveID,FileName;b|line 3: 'b' must be"
            })
    void aWrongLineIsReportedWithItsRuleAndNothingIsLoaded(String names, String report) throws Exception {
        try (StockRun run = new StockRun(Database.Kind.H2)) {
            run.start(options(run, names.replace(';', '\n'), "a"));

            run.awaitReport("names: file:" + directory.resolve("names.csv") + ", ");
            run.awaitReport(report);
            assertThat(run.rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void invalidTextAnEndlessLineAndAMissingResourceAreReported(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String options = options(run, "a," + "x".repeat(9000), "a");
            run.start(options);
            run.awaitReport("line 1: '");
            run.awaitReport("must have at most 8192 bytes");
            run.stop();

            Files.write(directory.resolve("names.csv"), "a,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
            run.start(options);
            run.awaitReport("line 1: 'a,");
            run.awaitReport("must be UTF-8");
            run.stop();

            Files.delete(directory.resolve("names.csv"));
            run.start(options);
            run.awaitReport("names: file:" + directory.resolve("names.csv") + " cannot be read");
            assertThat(run.rows()).isEmpty();
        }
    }
}
