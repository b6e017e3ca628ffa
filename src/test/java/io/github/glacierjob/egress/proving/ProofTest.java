package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.proof.SinkAnswer;
import io.github.glacierjob.proof.SinkDifferenceException;
import io.github.glacierjob.proof.SinkProof;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong bit at the destination is found before the row becomes PROVED, and the archive is delivered again. */
class ProofTest {

    private static final String DIGESTS = "digests=MD5,SHA-256,CRC32C,CRC64NVME";

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final AtomicBoolean flip = new AtomicBoolean();
    private final List<String> deliveries = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private String options(String more) {
        return DIGESTS + "&maxArchiveFailures=9" + (more.isEmpty() ? "" : "&" + more);
    }

    private Path sink(String name) {
        return directory.resolve("sink").resolve(name);
    }

    /** A route into files with a proof; the destination flips a stored bit if the test sets it. */
    private void toFiles(String options, String proving) throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options(options)))
                        .to("file:" + directory.resolve("sink"))
                        .process(exchange ->
                                deliveries.add(exchange.getMessage().getHeader("CamelFileName", String.class)))
                        .process(ProofTest.this::damage)
                        .to(vault.uri("operation=prove" + proving));
            }
        });
    }

    private void damage(Exchange exchange) throws Exception {
        if (flip.compareAndSet(true, false)) {
            String path = exchange.getMessage().getHeader("CamelFileNameProduced", String.class);
            try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
                file.seek(file.length() / 2);
                int old = file.read();
                file.seek(file.length() / 2);
                file.write(old ^ 1);
            }
        }
    }

    private void untilProved(String archive) {
        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(java.time.Duration.ofMinutes(1));
            return vault.state(archive).equals("PROVED");
        });
    }

    private String hex(String archive, DigestAlgorithm algorithm) {
        byte[] bytes =
                vault.content(archive).expected(0, (int) vault.content(archive).size());
        return DigestRun.of(Set.of(algorithm), bytes).hex(algorithm).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"stream, ''", "file, ''", "stream, &proofBy=length"})
    void aFileThatIsReadBackIsProved(String mode, String proving) throws Exception {
        String archive = vault.ready(1, 3 * MIB + 5);

        toFiles("outputMode=" + mode + "&workDirectory=" + directory.resolve("work"), proving);
        vault.awaitState("PROVED", archive);

        assertThat(vault.column(archive, "DIGESTS"))
                .isEqualTo(
                        "md5=" + hex(archive, DigestAlgorithm.MD5) + " sha256=" + hex(archive, DigestAlgorithm.SHA_256)
                                + " crc32c=" + hex(archive, DigestAlgorithm.CRC32C) + " crc64nvme="
                                + hex(archive, DigestAlgorithm.CRC64NVME));
        assertThat(vault.column(archive, "SINK_CHECKSUM"))
                .isEqualTo(
                        proving.isEmpty()
                                ? "sha256=" + hex(archive, DigestAlgorithm.SHA_256)
                                : "length=" + (3 * MIB + 5));
        assertThat(vault.column(archive, "DESTINATION")).endsWith("sink/photo1");
    }

    @ParameterizedTest
    @CsvSource({"stream", "file"})
    void aBitThatTheDestinationFlipsIsFoundAndTheArchiveIsDeliveredAgain(String mode) throws Exception {
        String archive = vault.ready(2, 2 * MIB);
        flip.set(true);

        toFiles("outputMode=" + mode + "&workDirectory=" + directory.resolve("work"), "");
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("the destination has"));

        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "CAUSE")).contains("expected sha256 " + hex(archive, DigestAlgorithm.SHA_256));
        untilProved(archive);
        assertThat(sink("photo2")).hasBinaryContent(vault.content(archive).expected(0, 2 * MIB));
        assertThat(deliveries).hasSize(2);
    }

    @Test
    void aDifferenceAtOneOfTwoDestinationsStaysAlthoughTheOtherAgrees() throws Exception {
        String archive = vault.ready(12, 2 * MIB);
        flip.set(true);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=file&workDirectory=" + directory.resolve("work"))))
                        .doTry()
                        .to("file:" + directory.resolve("sink"))
                        .process(ProofTest.this::damage)
                        .to(vault.uri("operation=prove"))
                        .doCatch(SinkDifferenceException.class)
                        .log("the second destination follows")
                        .end()
                        .to("file:" + directory.resolve("second"))
                        .to(vault.uri("operation=prove"));
            }
        });
        untilProved(archive);

        byte[] whole = vault.content(archive).expected(0, 2 * MIB);
        assertThat(sink("photo12")).hasBinaryContent(whole);
        assertThat(directory.resolve("second").resolve("photo12")).hasBinaryContent(whole);
    }

    @Test
    void withoutDigestsTheTreeHashOfTheFileIsCompared() throws Exception {
        String archive = vault.ready(3, 2 * MIB + 1);
        flip.set(true);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(""))
                        .to("file:" + directory.resolve("sink"))
                        .process(ProofTest.this::damage)
                        .to(vault.uri("operation=prove"));
            }
        });
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("treehash"));
        untilProved(archive);

        assertThat(vault.column(archive, "DIGESTS")).isNull();
        assertThat(vault.column(archive, "SINK_CHECKSUM"))
                .isEqualTo("treehash=" + vault.glacier.simulator.treeHash(archive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&proofBy=length"})
    void aDestinationThatAcknowledgesAndStoresNothingIsFound(String proving) throws Exception {
        String archive = vault.ready(4, MIB);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("")))
                        .process(exchange -> {
                            exchange.getMessage().getBody(byte[].class);
                            exchange.getMessage()
                                    .setHeader(
                                            "CamelFileNameProduced",
                                            sink("nowhere").toString());
                        })
                        .to(vault.uri("operation=prove" + proving));
            }
        });

        await().atMost(SOON).until(() -> String.valueOf(vault.column(archive, "CAUSE"))
                .contains("length 1048576, the destination has no such file on this machine;"
                        + " for a remote destination use proofBy=body"));
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    @Test
    void theWorkFileIsNotAProof() throws Exception {
        String archive = vault.ready(5, MIB);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=file&workDirectory=" + directory.resolve("work"))))
                        .to(vault.uri("operation=prove"));
            }
        });

        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("no answer"));
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    @Test
    void aDifferenceThatTheRouteHandlesDoesNotCountAsDelivered() throws Exception {
        String archive = vault.ready(6, MIB);
        flip.set(true);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(SinkDifferenceException.class).handled(true);
                from(vault.onTheClock(options("")))
                        .to("file:" + directory.resolve("sink"))
                        .process(ProofTest.this::damage)
                        .to(vault.uri("operation=prove"));
            }
        });

        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("the destination has"));
        untilProved(archive);
    }

    @Test
    void onlyTheWrongChunkOfAnArchiveIsDeliveredAgain() throws Exception {
        String archive = vault.ready(7, 3 * MIB + 9);
        List<Integer> parts = new CopyOnWriteArrayList<>();
        AtomicBoolean wrong = new AtomicBoolean(true);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=chunks&chunkSize=1048576")))
                        .process(exchange -> {
                            byte[] bytes =
                                    exchange.getMessage().getBody(byte[].class).clone();
                            int part = exchange.getMessage().getHeader("CamelGlacierEgressPartNumber", Integer.class);
                            parts.add(part);
                            if (part == 3 && wrong.getAndSet(false)) {
                                bytes[17] ^= 4;
                            }
                            exchange.getMessage().setHeader("CamelAwsS3ETag", "\"" + md5(bytes) + "\"");
                        })
                        .to(vault.uri("operation=prove"));
            }
        });
        untilProved(archive);

        assertThat(parts).containsExactly(1, 2, 3, 3, 4);
        assertThat(vault.column(archive, "DIGESTS"))
                .contains("crc64nvme=" + hex(archive, DigestAlgorithm.CRC64NVME))
                .contains("sha256=" + hex(archive, DigestAlgorithm.SHA_256))
                .doesNotContain("proved");
    }

    private static String md5(byte[] bytes) {
        return DigestRun.of(Set.of(DigestAlgorithm.MD5), bytes)
                .hex(DigestAlgorithm.MD5)
                .orElseThrow();
    }

    @Test
    void anArchiveWithAnUnprovedChunkIsDeliveredAndNotProved() throws Exception {
        String archive = vault.ready(8, 2 * MIB + 9);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock(options("outputMode=chunks&chunkSize=1048576")))
                        .process(exchange -> exchange.getMessage()
                                .setHeader(
                                        "CamelAwsS3ETag",
                                        md5(exchange.getMessage().getBody(byte[].class))))
                        .filter(exchange ->
                                exchange.getMessage().getHeader("CamelGlacierEgressPartNumber", Integer.class) != 2)
                        .to(vault.uri("operation=prove"));
            }
        });

        vault.awaitState("DELIVERED", archive);
        assertThat(vault.column(archive, "DIGESTS")).contains("sha256=" + hex(archive, DigestAlgorithm.SHA_256));
    }

    /** A class loader of an application whose file of services names a missing class. */
    private ClassLoader withBrokenService() throws Exception {
        Path services = directory.resolve("application/META-INF/services/" + SinkProof.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, "no.such.Proof");
        URL[] root = {directory.resolve("application/").toUri().toURL()};
        return new URLClassLoader(root, ProofTest.class.getClassLoader());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anSpiProvesOtherDestinations(boolean asBean) throws Exception {
        String archive = vault.ready(14, MIB);
        String header = asBean ? "DiscCrc" : "TapeCrc";
        SinkProof disc = exchange -> Optional.ofNullable(exchange.getMessage().getHeader("DiscCrc", String.class))
                .map(crc -> SinkAnswer.at("disc 8")
                        .digest(DigestAlgorithm.CRC32C, HexFormat.of().parseHex(crc)));
        vault.glacier.context.getRegistry().bind("disc", disc);
        vault.glacier.context.setApplicationContextClassLoader(withBrokenService());

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri("digests=CRC32C"))
                        .process(exchange -> {
                            byte[] bytes = exchange.getMessage().getBody(byte[].class);
                            Digests digests = DigestRun.of(EnumSet.of(DigestAlgorithm.CRC32C), bytes);
                            exchange.getMessage()
                                    .setHeader(
                                            header,
                                            digests.hex(DigestAlgorithm.CRC32C).orElseThrow());
                        })
                        .to(vault.uri("operation=prove"));
            }
        });
        vault.awaitState("PROVED", archive);

        assertThat(vault.column(archive, "DESTINATION")).isEqualTo(asBean ? "disc 8" : "tape 7");
    }
}
