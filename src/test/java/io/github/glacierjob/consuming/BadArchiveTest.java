package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.options.OnBadArchive;
import io.github.glacierjob.simulator.Content;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code onBadArchive}: entries of an inventory that cannot be read, and inventories without archives. */
class BadArchiveTest extends AbstractArchiveConsumerTest {

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "CSV"})
    void anEmptyInventoryGivesOneMessageThatMarksItAsEmpty(String format) throws Exception {
        String job = glacier.simulator.addInventoryJob("photos", format);

        consume();

        await().atMost(SOON)
                .until(() -> progress.getState(glacier.simulator.vaultArn("photos") + "/jobs/" + job) != null);
        awaitPolls();
        assertThat(messages).singleElement().satisfies(end -> {
            assertThat(end.getBody()).isNull();
            assertThat(end.getHeaders())
                    .containsEntry("CamelGlacierJobId", job)
                    .containsEntry("CamelGlacierJobEmptyInventory", true)
                    .containsEntry("CamelGlacierJobBadArchives", 0L)
                    .doesNotContainKeys("CamelGlacierJobArchiveId");
            assertThat(end.getExchange().getProperty(ExchangePropertyKey.BATCH_SIZE))
                    .isEqualTo(0);
            assertThat(end.getExchange().getProperty(ExchangePropertyKey.BATCH_COMPLETE))
                    .isEqualTo(true);
        });
        assertThat(claimed).hasSize(1);
        assertThat(reports).isEmpty();
    }

    /** Every kind of bad entry, each between two good ones. */
    private static Stream<Arguments> badEntries() {
        String good = "{\"ArchiveId\":\"%s\",\"ArchiveDescription\":\"\",\"CreationDate\":\"2017-08-22T17:24:07Z\","
                + "\"Size\":1,\"SHA256TreeHash\":\"" + "ca6d".repeat(16) + "\"}";
        String json = "{\"VaultARN\":\"v\",\"InventoryDate\":\"2020-02-03T04:05:06Z\",\"ArchiveList\":["
                + String.format(good, "a") + ",%s," + String.format(good, "b") + "]}";
        String bad = String.format(good, "x");
        List<String> entries = List.of(
                bad.replace("\"" + "ca6d".repeat(16) + "\"", "null"),
                bad.replace("\"Size\":1", "\"Size\":\"1\""),
                bad.replace("\"Size\":1", "\"Size\":1.5"),
                bad.replace("\"Size\":1", "\"Size\":36893488147419103232"),
                bad.replace("\"Size\":1", "\"Size\":-1"),
                bad.replace("\"Size\":1", "\"Size\":{\"Bytes\":[1,{}]}"),
                bad.replace("\"Size\":1", "\"Size\":1,\"Size\":1"),
                bad.replace("\"x\"", "\"no id\""),
                bad.replace("2017-", "yesterday"),
                bad.replace("\"ArchiveDescription\":\"\"", "\"ArchiveDescription\":\"" + "d".repeat(5000) + "\""),
                "{}");
        String row = "x" + ROW;
        Stream<Arguments> csv = Stream.of(
                        row.replace(",1,", ",one,"),
                        row.replace("ca6d", "no"),
                        row.replace("\"\"", "a \" quote"),
                        "\n",
                        "x".repeat(20_000) + ROW)
                .map(line -> Arguments.of("CSV", CSV + "a" + ROW + line + "b" + ROW));
        return Stream.concat(entries.stream().map(entry -> Arguments.of("JSON", json.replace("%s", entry))), csv);
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void aBadEntryIsSkippedAndCountedInTheLastMessage(String format, String document) throws Exception {
        glacier.simulator.addInventoryJob("photos", format, Content.of(document));

        consume("&onBadArchive=skip", exchange -> {});
        await().atMost(SOON).until(() -> ids.size() == 2);
        awaitPolls();

        assertThat(ids).containsExactly("a", "b");
        assertThat(reports).isEmpty();
        assertThat(messages.get(0).getHeaders()).doesNotContainKey("CamelGlacierJobBadArchives");
        assertThat(messages.get(1).getHeaders()).containsEntry("CamelGlacierJobBadArchives", 1L);
        assertThat(messages.get(1).getExchange().getProperty(ExchangePropertyKey.BATCH_INDEX))
                .isEqualTo(1);
        assertThat(messages.get(1).getHeader("CamelGlacierJobInventoryDate"))
                .isEqualTo(format.equals("JSON") ? "2020-02-03T04:05:06Z" : null);
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void aBadEntryIsAMessageWithWhatCouldBeReadAndTheCause(String format, String document) throws Exception {
        glacier.simulator.addInventoryJob("photos", format, Content.of(document));

        consume("&onBadArchive=emit", exchange -> {});
        await().atMost(SOON).until(() -> messages.size() == 3);
        awaitPolls();

        assertThat(ids).containsExactly("a", "b");
        Message bad = messages.get(1);
        assertThat(bad.getBody()).isInstanceOf(Map.class);
        assertThat(bad.getHeader("CamelGlacierJobBadArchiveCause", String.class))
                .startsWith("archive 2 of the inventory, byte ");
        if (document.contains("\"x\"") || document.contains("\nx,")) {
            assertThat(bad.getHeader("CamelGlacierJobArchiveId")).isEqualTo("x");
            assertThat(bad.getBody(Map.class).get("ArchiveId")).isEqualTo("x");
        } else {
            assertThat(bad.getHeaders()).doesNotContainKey("CamelGlacierJobArchiveId");
        }
        assertThat(messages.get(2).getHeaders())
                .containsEntry("CamelGlacierJobBadArchives", 1L)
                .doesNotContainKey("CamelGlacierJobBadArchiveCause");
        assertThat(messages.get(2).getExchange().getProperty(ExchangePropertyKey.BATCH_INDEX))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void aBadEntryIsAnErrorByDefault(String format, String document) throws Exception {
        glacier.simulator.addInventoryJob("photos", format, Content.of(document));

        consume();
        await().atMost(SOON).until(() -> !reports.isEmpty());

        assertThat(ids).containsExactly("a");
        assertThat(reports).singleElement().satisfies(report -> assertThat((Throwable) report)
                .isInstanceOf(JobOutputException.class)
                .hasCauseInstanceOf(BadArchiveException.class)
                .hasMessageContaining("archive 2 of the inventory"));
    }

    @Test
    void theBadEntriesBeforeARestartAreCountedToo() throws Exception {
        String document = CSV + "a" + ROW + "bad\n" + "b" + ROW + "bad\n" + "c" + ROW + "bad\n";
        glacier.simulator.addInventoryJob("photos", "CSV", Content.of(document));
        consume("&onBadArchive=skip", exchange -> {
            if (ids.contains("c")) {
                throw new IllegalStateException("no room on the disk");
            }
        });
        await().atMost(SOON).until(() -> ids.contains("c"));
        glacier.restart();
        int before = ids.size();

        consume("&onBadArchive=skip", exchange -> {});
        await().atMost(SOON).until(() -> ids.size() > before);

        assertThat(messages.get(before).getHeaders()).containsEntry("CamelGlacierJobBadArchives", 3L);
        assertThat(messages.get(before).getExchange().getProperty(ExchangePropertyKey.BATCH_INDEX))
                .isEqualTo(2);
    }

    /** The last entry was an error. With skip, the next start finds no entry to send. */
    @Test
    void anInventoryWhoseRestIsBadEntriesIsConsumed() throws Exception {
        String key = glacier.simulator.vaultArn("photos") + "/jobs/"
                + glacier.simulator.addInventoryJob("photos", "CSV", Content.of(CSV + "a" + ROW + "bad\n"));
        consume("", exchange -> {});
        await().atMost(SOON).until(() -> !reports.isEmpty());
        glacier.restart();

        consume("&onBadArchive=skip", exchange -> {});
        await().atMost(SOON).until(() -> Progress.decode(progress.getState(key))
                .filter(Progress::isDone)
                .isPresent());

        assertThat(ids).containsExactly("a");
    }

    /** A truncated document is not a list with one bad entry. */
    @ParameterizedTest
    @EnumSource(OnBadArchive.class)
    void aTruncatedInventoryIsAnErrorWithEveryValueOfOnBadArchive(OnBadArchive option) throws Exception {
        glacier.simulator.addInventoryJob("photos", "CSV", Content.of(CSV + "a" + ROW + "b,\""));

        consume("&onBadArchive=" + option, exchange -> {});
        await().atMost(SOON).until(() -> !reports.isEmpty());

        assertThat(ids).containsExactly("a");
        assertThat(reports).singleElement().isInstanceOf(JobOutputException.class);
    }

    @Test
    void anInventoryOfBadEntriesOnlyEndsWithTheirCount() throws Exception {
        glacier.simulator.addInventoryJob("photos", "CSV", Content.of(CSV + "bad\n" + "bad\n"));

        consume("&onBadArchive=skip", exchange -> {});
        await().atMost(SOON).until(() -> messages.size() == 1);
        awaitPolls();

        assertThat(messages).singleElement().satisfies(end -> assertThat(end.getHeaders())
                .containsEntry("CamelGlacierJobEmptyInventory", true)
                .containsEntry("CamelGlacierJobBadArchives", 2L));
    }
}
