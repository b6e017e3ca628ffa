package io.github.glacierjob.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.protocol.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class InventoryTest extends AbstractSimulatorTest {
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @BeforeEach
    void fixTheTime() {
        restart(GlacierSimulator.builder().clock(new ManualClock(Instant.parse("2017-08-23T01:56:27.931Z"))));
    }

    private String inventory(String format) {
        return outputOf(simulator.addInventoryJob(VAULT, format), null).body();
    }

    @Test
    void anInventoryInJsonIsCompact() {
        simulator.addArchive(VAULT, Content.of("abc"), "say \"hi\"", "first");
        simulator.clock().advance(Duration.ofSeconds(2));
        simulator.addArchive(VAULT, Content.of("abc"), null, "-second");

        assertThat(inventory("JSON"))
                .isEqualTo("{\"VaultARN\":\"" + ARN + "\",\"InventoryDate\":\"2017-08-23T01:56:29Z\",\"ArchiveList\":["
                        + "{\"ArchiveId\":\"first\",\"ArchiveDescription\":\"say \\\"hi\\\"\","
                        + "\"CreationDate\":\"2017-08-23T01:56:27Z\",\"Size\":3,\"SHA256TreeHash\":\"" + HASH_OF_ABC
                        + "\"},{\"ArchiveId\":\"-second\",\"ArchiveDescription\":\"\","
                        + "\"CreationDate\":\"2017-08-23T01:56:29Z\",\"Size\":3,\"SHA256TreeHash\":\"" + HASH_OF_ABC
                        + "\"}]}");
    }

    @Test
    void csvEscapesQuotesAndNoBackslashes() {
        simulator.addArchive(VAULT, Content.of("abc"), "a\\\"b, c", "first");
        simulator.addArchive(VAULT, Content.of("abc"), null, "second");

        assertThat(inventory("CSV"))
                .isEqualTo("ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n"
                        + "first,\"a\\\\\"b, c\",2017-08-23T01:56:27Z,3," + HASH_OF_ABC + "\n"
                        + "second,\"\",2017-08-23T01:56:27Z,3," + HASH_OF_ABC + "\n");
    }

    @Test
    void anEmptyVaultHasAnEmptyInventory() {
        assertThat(inventory("JSON")).endsWith(",\"ArchiveList\":[]}");
        assertThat(inventory("CSV")).isEqualTo("ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
    }

    @Test
    void anInventoryHasAContentTypeAndRangesButNoHash() {
        String jobId = simulator.addInventoryJob(VAULT, "CSV");

        HttpResponse<String> whole = outputOf(jobId, null);
        HttpResponse<String> part = outputOf(jobId, "bytes=0-8");

        assertThat(header(whole, "Content-Type")).isEqualTo("text/csv");
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(whole, "x-amz-sha256-tree-hash")).isNull();
        assertThat(header(whole, "x-amz-archive-description")).isNull();
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("ArchiveId");
        assertThat(header(part, "Content-Range"))
                .isEqualTo("bytes 0-8/" + whole.body().length());
        assertThat(simulator.job(jobId).outputSize()).isEqualTo(whole.body().length());
    }

    @Test
    void anInventoryIsLimitedByDate() {
        for (int day = 0; day < 4; day++) {
            simulator.addArchive(VAULT, Content.of("abc"), null, "day" + day);
            simulator.clock().advance(Duration.ofDays(1));
        }

        String jobId = initiated("{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":"
                + "{\"StartDate\":\"2017-08-24T01:56:27Z\",\"EndDate\":\"2017-08-26T01:56:27Z\"}}");

        assertThat(outputOf(jobId, null).body()).contains("day1", "day2").doesNotContain("day0", "day3");
    }

    @Test
    void anInventoryIsContinuedByMarker() {
        for (int i = 0; i < 5; i++) {
            simulator.addArchive(VAULT, Content.of("abc"), null, "a" + i);
        }
        List<String> pages = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            String jobId = client.initiateJob(r -> r.vaultName(VAULT).jobParameters(p -> p.type("inventory-retrieval")
                            .inventoryRetrievalParameters(i -> i.limit("2").marker(from))))
                    .jobId();
            pages.add(outputOf(jobId, null).body().replaceAll("(?s)^.*?ArchiveList", ""));
            GlacierJobDescription job = client.listJobs(r -> r.vaultName(VAULT)).jobList().stream()
                    .filter(one -> one.jobId().equals(jobId))
                    .findFirst()
                    .orElseThrow();
            marker = job.inventoryRetrievalParameters().marker();
        } while (marker != null);

        assertThat(pages).hasSize(3);
        assertThat(pages.get(0)).contains("\"a0\"", "\"a1\"").doesNotContain("\"a2\"");
        assertThat(pages.get(2)).contains("\"a4\"").doesNotContain("\"a3\"");
    }

    @Test
    void aGeneratedInventoryIsAsLargeAsWanted() throws IOException {
        Content large = Content.generatedInventory("JSON", ARN, 10_000_000);
        assertThat(large.size()).isGreaterThan(3L << 30);
        assertThat(new String(large.expected(large.size() - 120, 120), StandardCharsets.US_ASCII))
                .matches("(?s).*,\"SHA256TreeHash\":\"[0-9a-f]{64}\"}]}");

        String csv = text(Content.generatedInventory("CSV", ARN, 1000));
        JsonNode json =
                Json.parse(text(Content.generatedInventory("JSON", ARN, 1000)).getBytes(StandardCharsets.UTF_8));

        assertThat(json.path("ArchiveList")).hasSize(1000);
        assertThat(json.path("ArchiveList").get(7).path("ArchiveDescription").asText())
                .isEqualTo("archive 0000000007");
        assertThat(csv.split("\n")).hasSize(1001);
        assertThat(csv.split("\n")[8])
                .startsWith(json.path("ArchiveList").get(7).path("ArchiveId").asText() + ",\"archive 0000000007\",");
        assertThat(json.path("ArchiveList").findValuesAsText("ArchiveId")).doesNotHaveDuplicates();
        assertThat(text(Content.generatedInventory("JSON", ARN, 0))).endsWith("\"ArchiveList\":[]}");
    }

    @Test
    void anyPartOfAGeneratedInventoryHasTheBytesOfTheWhole() {
        Content content = Content.generatedInventory("JSON", ARN, 3);
        String whole = text(content);

        for (int start = 0; start < content.size(); start += 7) {
            for (int end = start; end <= content.size(); end += 31) {
                assertThat(new String(content.expected(start, end - start), StandardCharsets.US_ASCII))
                        .isEqualTo(whole.substring(start, end));
            }
        }
    }

    @Test
    void aGeneratedInventoryHasUnusualEntriesAndEntriesWithoutAnId() throws IOException {
        Content content = Content.generatedInventory("JSON", ARN, 2000, 200, 1);

        JsonNode archives =
                Json.parse(text(content).getBytes(StandardCharsets.UTF_8)).path("ArchiveList");
        List<String> ids = archives.findValuesAsText("ArchiveId");
        List<String> descriptions = archives.findValuesAsText("ArchiveDescription");

        assertThat(ids).hasSize(2000);
        assertThat(ids.stream().filter(String::isEmpty)).hasSize(2);
        assertThat(descriptions.stream().filter(text -> !text.startsWith("archive ")))
                .hasSize(400);
        assertThat(descriptions).anyMatch(text -> text.startsWith("C:\\Users\\a\\con.txt:"));
        assertThat(descriptions).anyMatch(text -> text.startsWith("a \"quoted\", with commas, "));
        assertThat(text(Content.generatedInventory("CSV", ARN, 2000, 200, 1)).split("\n"))
                .hasSize(2001);
    }

    private static String text(Content content) {
        return new String(content.expected(0, content.size()), StandardCharsets.US_ASCII);
    }

    @Test
    void aTestCanProvideAnInventory() {
        String jobId = simulator.addInventoryJob(VAULT, "JSON", Content.seeded(1, 5L << 30));

        assertThat(outputOf(jobId, "bytes=0-9").headers().firstValue("Content-Range"))
                .contains("bytes 0-9/5368709120");
    }
}
