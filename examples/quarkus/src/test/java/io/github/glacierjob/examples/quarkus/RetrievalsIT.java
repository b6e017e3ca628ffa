package io.github.glacierjob.examples.quarkus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests the packaged application in a separate process. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedGlacier.class)
class RetrievalsIT {
    private static final Duration SOON = Duration.ofSeconds(120);

    GlacierSimulator glacier;
    Path retrieved;

    @Test
    void theOutputOfACompletedJobBecomesAFile() throws Exception {
        String archive = glacier.addArchive("photos", Content.seeded(2, 9 << 20), "holidays");
        String job = glacier.addArchiveJob("photos", archive, "ordered");

        Path file = retrieved.resolve(job);
        await().atMost(SOON).until(() -> Files.exists(file));
        assertEquals(glacier.treeHash(archive), Content.file(file).treeHash());
    }
}
