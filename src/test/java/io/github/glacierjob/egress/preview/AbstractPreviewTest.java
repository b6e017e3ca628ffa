package io.github.glacierjob.egress.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated vault in a region with known prices, and endpoints that preview it. */
abstract class AbstractPreviewTest {

    protected static final long GB = 1L << 30;
    protected static final String ARN = "arn:aws:glacier:us-east-2:111122223333:vaults/photos";
    protected static final String HASH = "ca6d".repeat(16);

    @TempDir
    protected Path directory;

    protected final Glacier glacier =
            new Glacier(GlacierSimulator.builder().region("us-east-2").inventoryJobDuration(Duration.ofHours(4)));

    protected final ManualClock clock = glacier.simulator.clock();

    @BeforeEach
    protected void bind() {
        glacier.context.getRegistry().bind("clock", clock);
    }

    @AfterEach
    protected void close() {
        glacier.close();
    }

    protected String uri(String options) {
        return "glacier-egress:photos?accessKey=a&secretKey=s&region=us-east-2&overrideEndpoint=true&uriEndpointOverride="
                + glacier.simulator.endpoint() + "&clock=#clock&retryDelay=1&maxRetryDelay=5&" + options;
    }

    protected Exchange ask(String options) {
        return glacier.request(uri("operation=preview&" + options), exchange -> {});
    }

    protected GlacierEgressPreview preview(String options) {
        Exchange answer = ask(options);
        if (answer.getException() != null) {
            throw new AssertionError(options, answer.getException());
        }
        return answer.getMessage().getBody(GlacierEgressPreview.class);
    }

    protected static String entry(String id, Object size) {
        return "{\"ArchiveId\":\"" + id
                + "\",\"ArchiveDescription\":\"x\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":" + size
                + ",\"SHA256TreeHash\":\"" + HASH + "\"}";
    }

    protected static String json(String arn, String... entries) {
        return "{\"VaultARN\":\"" + arn + "\",\"InventoryDate\":\"2026-11-01T00:00:00Z\",\"ArchiveList\":["
                + String.join(",", entries) + "]}";
    }

    protected String inventory(String document) throws IOException {
        return "inventory=file:" + Files.writeString(directory.resolve("inventory"), document);
    }

    protected static Object member(Map<String, Object> map, String... path) {
        Object value = map;
        for (String name : path) {
            Map<?, ?> members = (Map<?, ?>) value;
            assertThat(members.containsKey(name)).as(name).isTrue();
            value = members.get(name);
        }
        return value;
    }

    protected List<Operation> requested() {
        return glacier.simulator.requests().stream()
                .map(RecordedRequest::operation)
                .distinct()
                .toList();
    }
}
