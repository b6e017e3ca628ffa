package io.github.glacierjob.examples.quarkus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SimulatedGlacier.class)
class RetrievalsTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    Orders orders;

    GlacierSimulator glacier;
    Path retrieved;

    @Test
    void anOrderedArchiveBecomesAFileAndIsPaidOnce() throws Exception {
        String archive = glacier.addArchive("photos", Content.seeded(1, 20 << 20), "holidays");

        orders.order(archive);
        orders.order(archive);

        assertEquals(1, glacier.jobs("photos").size());
        Path file = retrieved.resolve(glacier.jobs("photos").get(0).id());
        await().atMost(SOON).until(() -> Files.exists(file));
        assertEquals(glacier.treeHash(archive), Content.file(file).treeHash());
    }
}
