package io.github.glacierjob.examples.inventory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ClassPathXmlApplicationContext;

class InventoryTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @Test
    void theInventoryIsStoredAndNotRequestedAgainWhileItsOutputExists() throws Exception {
        try (GlacierSimulator glacier = GlacierSimulator.start()) {
            glacier.createVault("photos", true);
            String archive = glacier.addArchive("photos", Content.of("a photo"), "holidays");
            try (var first = start(glacier)) {
                await().atMost(SOON).until(() -> glacier.jobs("photos").size() == 1);
                String job = glacier.jobs("photos").get(0).id();
                glacier.completeJob(job);
                Path inventory = directory.resolve(job + ".csv");
                await().atMost(SOON).until(() -> Files.exists(inventory) && Files.size(inventory) > 0);
                assertTrue(Files.readString(inventory).contains(archive));
                await().atMost(SOON).until(() -> Files.readString(directory.resolve(".consumed")).contains(job));
            }
            int outputs = glacier.requests(Operation.GET_JOB_OUTPUT).size();
            int lists = glacier.requests(Operation.LIST_JOBS).size();
            try (var second = start(glacier)) {
                await().atMost(SOON).until(() -> glacier.requests(Operation.LIST_JOBS).size() > lists + 2);
            }
            assertEquals(1, glacier.requests(Operation.INITIATE_JOB).size());
            assertEquals(outputs, glacier.requests(Operation.GET_JOB_OUTPUT).size());
        }
    }

    /** Uses the simulated service in place of the region's. */
    private ClassPathXmlApplicationContext start(GlacierSimulator glacier) throws Exception {
        Path profiles = Files.writeString(
                directory.resolve(".credentials"),
                "[default]\naws_access_key_id=any\naws_secret_access_key=any\n");
        Map.of(
                        "aws.sharedCredentialsFile", profiles.toString(),
                        "inventory.directory", directory.toString(),
                        "poll", "200",
                        "service.overridden", "true",
                        "service.endpoint", glacier.endpoint().toString())
                .forEach(System::setProperty);
        return new ClassPathXmlApplicationContext("META-INF/spring/inventory.xml");
    }
}
