package io.github.glacierjob.examples.kamelets;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KameletRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Content PHOTO = Content.seeded(4, (1 << 20) + 7);

    @TempDir
    private Path directory;

    private final GlacierSimulator glacier = GlacierSimulator.start();
    private final Main application = new Main();

    @BeforeEach
    void start() {
        glacier.createVault("photos");
        application.addOverrideProperty("directory", directory.toString());
        application.addOverrideProperty("delay", "200");
        Map.of(
                        "use-default-credentials-provider", "false",
                        "access-key", "any",
                        "secret-key", "any",
                        "override-endpoint", "true",
                        "uri-endpoint-override", glacier.endpoint().toString())
                .forEach((option, value) ->
                        application.addOverrideProperty("camel.component.glacier-job." + option, value));
        application.start();
    }

    @AfterEach
    void stop() {
        application.stop();
        glacier.close();
    }

    @Test
    void aRequestedArchiveIsDeliveredInChunksAndThenAsOneOutput() throws Exception {
        put("wanted", glacier.addArchive("photos", PHOTO, "photo") + "\n");
        await().atMost(SOON).until(() -> glacier.jobs("photos").size() == 1);
        String job = glacier.jobs("photos").get(0).id();
        glacier.completeJob(job);

        Path chunks = directory.resolve("chunks").resolve(job);
        await().atMost(SOON).until(() -> Files.exists(chunks.resolve("1")) && Files.size(chunks.resolve("1")) == 7);
        assertArrayEquals(PHOTO.expected(0, 1 << 20), Files.readAllBytes(chunks.resolve("0")));

        put("jobs", job);
        Path output = directory.resolve("outputs").resolve(job);
        await().atMost(SOON).until(() -> Files.exists(output));
        assertEquals(PHOTO.treeHash(), Content.file(output).treeHash());
    }

    private void put(String queue, String text) throws Exception {
        Path written = Files.writeString(directory.resolve(queue + ".txt"), text);
        Files.move(written, Files.createDirectories(directory.resolve(queue)).resolve("order.txt"));
    }
}
