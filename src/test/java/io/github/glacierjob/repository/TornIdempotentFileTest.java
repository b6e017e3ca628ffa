package io.github.glacierjob.repository;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Camel's {@code FileIdempotentRepository} writes a key and the end of its line in two steps. A crash between the steps
 * joins two keys in one line, and at the second start after that both keys are unknown. The stored progress still shows
 * that their jobs are consumed.
 */
@Tag("core")
class TornIdempotentFileTest {

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private Consumption start(String mode) throws Exception {
        glacier.restart();
        glacier.context.getRegistry().bind("progress", new FileProgressRepository(directory.resolve("progress")));
        glacier.context
                .getRegistry()
                .bind(
                        "consumed",
                        FileIdempotentRepository.fileIdempotentRepository(
                                consumed().toFile()));
        return new Consumption(glacier)
                .start("progressRepository=#progress&idempotentRepository=#consumed&outputMode=" + mode
                        + "&workDirectory=" + directory);
    }

    private Path consumed() {
        return directory.resolve("consumed");
    }

    private void addJob(long seed) {
        glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(seed, MIB), ""));
    }

    private void awaitKeys(int count) {
        await().atMost(SOON)
                .until(() ->
                        Files.exists(consumed()) && Files.readString(consumed()).split("/jobs/").length > count);
    }

    private void crashBetweenKeyAndLineEnd() throws IOException {
        Files.writeString(consumed(), Files.readString(consumed()).stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream", "file"})
    void anIncompleteIdempotentFileRepeatsNoJob(String mode) throws Exception {
        addJob(1);
        start(mode).awaitBytes(MIB);
        awaitKeys(1);
        crashBetweenKeyAndLineEnd();
        addJob(2);
        start(mode).awaitBytes(MIB);
        awaitKeys(2);
        assertThat(Files.readAllLines(consumed())).hasSize(1);

        Consumption third = start(mode);
        third.awaitPolls();

        assertThat(third.messages).isEmpty();
        assertThat(third.reports).isEmpty();
    }
}
