package io.github.glacierjob.examples.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.SimulatedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @Test
    void eachOrderedArchiveBecomesAFileAndIsPaidOnce() throws Exception {
        try (GlacierSimulator glacier = GlacierSimulator.start()) {
            glacier.createVault("photos");
            String first = glacier.addArchive("photos", Content.seeded(1, 20 << 20), "first");
            String second = glacier.addArchive("photos", Content.seeded(2, 3 << 20), "second");
            Main application = Application.application();
            application.setOverrideProperties(settings(glacier));
            application.start();

            Path orders = Files.createDirectories(directory.resolve("orders"));
            Path written = Files.writeString(directory.resolve("monday"), first + "\n" + second + "\n" + first);
            Files.move(written, orders.resolve("monday.txt"));
            await().atMost(SOON).until(() -> glacier.jobs("photos").size() == 2
                    && Files.exists(orders.resolve(".camel/monday.txt")));
            for (SimulatedJob job : glacier.jobs("photos")) {
                glacier.completeJob(job.id());
            }
            for (SimulatedJob job : glacier.jobs("photos")) {
                Path file = directory.resolve("retrieved").resolve(job.id());
                await().atMost(SOON).until(() -> Files.exists(file));
                assertEquals(job.treeHash(), Content.file(file).treeHash());
            }
            application.stop();
        }
    }

    private Properties settings(GlacierSimulator glacier) {
        var settings = new Properties();
        settings.setProperty("orders", directory.resolve("orders").toString());
        settings.setProperty("poll", "200");
        settings.setProperty("retrieved", directory.resolve("retrieved").toString());
        String component = "camel.component.glacier-job.";
        settings.setProperty(component + "use-default-credentials-provider", "false");
        settings.setProperty(component + "access-key", "any");
        settings.setProperty(component + "secret-key", "any");
        settings.setProperty(component + "override-endpoint", "true");
        settings.setProperty(component + "uri-endpoint-override", glacier.endpoint().toString());
        return settings;
    }
}
