package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    private static final String TEXT = "the bytes of an archive";

    @Test
    void allKindsOfContentReturnTheirBytes(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("archive"), TEXT);
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

        for (Content content : new Content[] {Content.of(TEXT), Content.of(bytes), Content.file(file)}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out, 4, 9);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("bytes");
            assertThat(content.size()).isEqualTo(bytes.length);
            assertThat(content.expected(0, bytes.length)).isEqualTo(bytes);
            assertThat(content.treeHash(0, bytes.length)).isEqualTo(content.treeHash());
        }
    }

    @Test
    void theSimulatorReturnsTheContentThatItWasGiven() {
        try (GlacierSimulator simulator = GlacierSimulator.start()) {
            Content given = Content.seeded(1, 100);
            String archiveId = simulator.addArchive("photos", given, null);
            String jobId = simulator.addArchiveJob("photos", archiveId);

            assertThat(simulator.content(archiveId)).isEqualTo(given).hasSameHashCodeAs(given);
            assertThat(simulator.content(archiveId)).isNotEqualTo(Content.seeded(1, 100));
            assertThat(simulator.job(jobId)).isEqualTo(simulator.job(jobId));
        }
    }
}
