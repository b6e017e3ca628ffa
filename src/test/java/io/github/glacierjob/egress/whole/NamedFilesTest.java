package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.naming.NastyNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of a vault become files with their original names, always inside the destination. */
class NamedFilesTest {

    @TempDir
    private Path directory;

    private WholeVault vault;

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private Path sink() {
        return directory.resolve("out/of/reach/sink");
    }

    private void toFiles(String options) throws Exception {
        vault.glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(WholeVault.uri("photos", options))
                        .routeId("egress")
                        .to("file:" + sink() + "?keepLastModified=true&tempPrefix=part-");
            }
        });
    }

    private void deliver(int all) throws Exception {
        vault.await(() -> vault.count("STATE IN ('ORDERED', 'DELIVERED')") == all);
        vault.clock.advance(WholeVault.BULK);
        vault.pass(Duration.ofMinutes(1), vault.are(all, "DELIVERED"));
    }

    /** All files in the directory of the test except those of the ledger, by their paths from the destination. */
    private Map<String, Path> files() throws Exception {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("ledger."))
                    .forEach(file -> files.put(sink().relativize(file).toString(), file));
        }
        return files;
    }

    @Test
    void eachArchiveIsAFileInItsDirectoryWithItsTime() throws Exception {
        String photo = vault.archive("photos", 1000, "holidays/2014/beach.jpg");
        String letter = vault.archive(
                "photos",
                2000,
                "{\"Path\":\"C:\\\\Users\\\\J+APw-rgen\\\\letter 1.txt\",\"UTCDateModified\":\"20140102T030405Z\",\"Flags\":1}");
        String text = vault.archive("photos", 3000, "what was on the old disk?");
        vault.clock.advance(Duration.ofSeconds(1));
        String again = vault.archive("photos", 4000, "Holidays/2014/BEACH.jpg");

        toFiles("");
        deliver(4);

        String other = "Holidays/2014/BEACH.jpg~" + vault.expectedTag(again);
        assertThat(files())
                .containsOnlyKeys("holidays/2014/beach.jpg", "C/Users/J\u00fcrgen/letter 1.txt", text, other);
        assertThat(files().get("holidays/2014/beach.jpg")).hasBinaryContent(vault.expected(photo));
        assertThat(files().get(text)).hasBinaryContent(vault.expected(text));
        assertThat(files().get(other)).hasBinaryContent(vault.expected(again));
        Path file = files().get("C/Users/J\u00fcrgen/letter 1.txt");
        assertThat(file).hasBinaryContent(vault.expected(letter));
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.parse("2014-01-02T03:04:05Z"));
        assertThat(vault.value("SELECT DESTINATION FROM GLACIER_EGRESS_ARCHIVE WHERE COMPRESSED"))
                .endsWith("letter 1.txt");
    }

    @Test
    void aFileAndADirectoryOfTheSameNameAreBothDelivered() throws Exception {
        String tar = vault.archive("photos", 1000, NastyNames.hidden("photos").get(1));
        String image = vault.archive("photos", 2000, "photos/img1.jpg");
        String inner = vault.archive("photos", 3000, "Photos/2014");
        String deep = vault.archive("photos", 4000, "photos/2014/05/img2.jpg");

        toFiles("");
        deliver(4);

        String plain = "photos~" + vault.expectedTag(tar);
        String year = "Photos/2014~" + vault.expectedTag(inner);
        assertThat(files()).containsOnlyKeys(plain, "photos/img1.jpg", year, "photos/2014/05/img2.jpg");
        assertThat(files().get(plain)).hasBinaryContent(vault.expected(tar));
        assertThat(files().get("photos/img1.jpg")).hasBinaryContent(vault.expected(image));
        assertThat(files().get(year)).hasBinaryContent(vault.expected(inner));
        assertThat(files().get("photos/2014/05/img2.jpg")).hasBinaryContent(vault.expected(deep));
    }

    @Test
    void inOutputModeFileTheWorkFileIsNamedByIdAndTheDestinationByName() throws Exception {
        String photo = vault.archive("photos", 1000, "holidays/2014/beach.jpg");
        Path work = directory.resolve("work");

        toFiles("outputMode=file&keepFiles=true&workDirectory=" + work);
        deliver(1);

        assertThat(sink().resolve("holidays/2014/beach.jpg")).hasBinaryContent(vault.expected(photo));
        assertThat(work.resolve(photo)).exists();
    }

    @Test
    void chunksHaveTheNameAndTheTimeAndNoFileName() throws Exception {
        String archive = vault.archive("photos", 10, "<m><v>4</v><p>YS9iLnR4dA==</p><lm>20140102T030405Z</lm></m>");
        vault.archive("photos", 10, "<m><v>4</v><p>b2xkLnR4dA==</p><lm>19600102T030405Z</lm></m>");
        Map<String, Message> messages = new ConcurrentHashMap<>();

        vault.start(
                "outputMode=chunks",
                exchange -> messages.put(
                        exchange.getMessage().getHeader("CamelGlacierJobArchiveId", String.class),
                        exchange.getMessage().copy()));
        deliver(2);

        Message first = messages.remove(archive);
        assertThat(first.getHeaders())
                .containsEntry("CamelGlacierEgressName", "a/b.txt")
                .containsEntry(
                        "CamelFileLastModified",
                        Instant.parse("2014-01-02T03:04:05Z").toEpochMilli())
                .doesNotContainKey("CamelFileName");
        assertThat(messages.values()).singleElement().satisfies(old -> assertThat(old.getHeaders())
                .containsEntry("CamelGlacierEgressName", "old.txt")
                .doesNotContainKey("CamelFileLastModified"));
    }

    /** Descriptions that no tool writes. Each file has the name of an allowed one or an id. */
    @Test
    void dangerousNamesStayInsideTheDestination() throws Exception {
        List<String> expected = new ArrayList<>(NastyNames.kept());
        for (String name : NastyNames.kept()) {
            vault.archive("photos", 1, NastyNames.hidden(name).get(1));
        }
        for (String name : NastyNames.refused()) {
            String hidden = NastyNames.hidden(name).get(1);
            if (hidden.length() <= 1024) {
                expected.add(vault.archive("photos", 1, hidden));
            }
        }

        toFiles("concurrentJobs=16");
        deliver(expected.size());

        assertThat(files().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
