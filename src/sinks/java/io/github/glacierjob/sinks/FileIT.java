package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves a vault into files on a disk that once acknowledges a file without storing it. */
class FileIT {

    @TempDir
    private Path directory;

    private Vault vault;
    private final AtomicBoolean harm = new AtomicBoolean(true);

    @BeforeEach
    void open() throws Exception {
        vault = new Vault();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gone, ''", "gone, &proofBy=length",
        "empty, ''", "empty, &proofBy=length",
        "cut, ''", "cut, &proofBy=length"
    })
    void aFileThatIsAcknowledgedButNotStoredIsFoundAndDeliveredAgain(String lie, String by) throws Exception {
        String archive = vault.archive(2 * MIB + 3);

        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=SHA-256")
                        .to("file:" + directory + "?tempPrefix=part-")
                        .process(exchange -> {
                            if (harm.getAndSet(false)) {
                                lose(exchange.getMessage().getHeader("CamelFileNameProduced", String.class), lie);
                            }
                        })
                        .to("glacier-egress:photos?operation=prove" + by);
            }
        });
        vault.awaitCause("length", archive);
        vault.awaitState("PROVED", archive);

        assertThat(directory.resolve(archive)).hasBinaryContent(vault.bytes(archive));
    }

    private static void lose(String path, String lie) throws Exception {
        Path file = Path.of(path);
        if (lie.equals("gone")) {
            Files.delete(file);
        } else {
            try (RandomAccessFile stored = new RandomAccessFile(file.toFile(), "rw")) {
                stored.setLength(lie.equals("cut") ? stored.length() - 1 : 0);
            }
        }
    }
}
