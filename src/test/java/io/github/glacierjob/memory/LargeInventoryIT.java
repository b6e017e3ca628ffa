package io.github.glacierjob.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.inventory.InventoryReader;
import io.github.glacierjob.simulator.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inventory that is seven times as large as its heap of 24 MiB is read to its end. */
class LargeInventoryIT {

    private static final long ARCHIVES = 500_000;

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "CSV"})
    void aLargeInventoryNeedsOnlyAFewMegabytes(String format) throws Exception {
        Process reader = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeInventoryIT.class.getName(),
                        format))
                .redirectErrorStream(true)
                .start();
        String printed = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).startsWith(ARCHIVES + " archives, ");
    }

    /** Reads a generated inventory in the format of the first argument, and prints how many archives it has. */
    public static void main(String[] arguments) throws IOException {
        Content document = Content.generatedInventory(arguments[0], "arn:aws:glacier:us-east-1:1:vaults/v", ARCHIVES);
        InventoryReader reader = new InventoryReader(stream(document), InventoryPosition.START);
        long archives = 0;
        while (reader.hasNext()) {
            InventoryArchive archive = reader.next();
            if (!archive.description().equals(String.format("archive %010d", archives))) {
                throw new IOException(archives + " is " + archive);
            }
            archives++;
        }
        System.out.println(archives + " archives, " + document.size() + " bytes");
    }

    private static InputStream stream(Content document) throws IOException {
        PipedInputStream in = new PipedInputStream(1 << 20);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread writer = new Thread(() -> {
            try (out) {
                document.writeTo(out, 0, document.size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        return in;
    }
}
