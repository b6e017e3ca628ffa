package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressConstants;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A vault into S3, by the component of Camel and by parts of its own; wrong bits and lies are found. */
class S3IT {

    @TempDir
    static Path directory;

    private static S3Server server;
    private Vault vault;
    private final AtomicBoolean harm = new AtomicBoolean(true);
    private final List<Integer> parts = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startServer() {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        vault = new Vault();
        vault.camel
                .getComponent("aws2-s3", AWS2S3Component.class)
                .getConfiguration()
                .setAmazonS3Client(server.client());
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    /** The files of the server that have a size, the newest first. */
    private static List<Path> stored(Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(wanted)
                    .sorted(Comparator.comparingLong(file -> -file.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasSize(Path file, long size) {
        return file.toFile().length() == size;
    }

    @Test
    void aStreamIsUploadedInPartsAndProvedByTheDigestOfTheirDigests() throws Exception {
        String large = vault.archive(12 * MIB + 7);
        String small = vault.archive(1000);

        vault.start(new S3Routes.Streamed());
        vault.awaitState("PROVED", List.of(large, small));

        assertThat(server.object(large)).isEqualTo(vault.bytes(large));
        assertThat(server.object(small)).isEqualTo(vault.bytes(small));
        assertThat(vault.column(large, "SINK_CHECKSUM")).matches("md5-3=[0-9a-f]{32}");
        assertThat(vault.column(small, "SINK_CHECKSUM")).matches("md5=[0-9a-f]{32}");
        assertThat(vault.column(large, "DESTINATION")).isEqualTo("s3://archive/" + large);
    }

    @Test
    void aStreamIsUploadedInPartsAtTheSameTimeAndProved() throws Exception {
        String large = vault.archive(20 * MIB + 7);
        String small = vault.archive(1000);

        try (S3AsyncClient client = S3Server.clientInParts(server.endpoint())) {
            vault.start(new S3Routes.StreamedInParallel(client));
            vault.awaitState("PROVED", List.of(large, small));
        }

        assertThat(server.object(large)).isEqualTo(vault.bytes(large));
        assertThat(server.object(small)).isEqualTo(vault.bytes(small));
        assertThat(vault.column(large, "SINK_CHECKSUM")).matches("md5-3=[0-9a-f]{32}");
        assertThat(vault.column(small, "SINK_CHECKSUM")).matches("md5=[0-9a-f]{32}");
    }

    @Test
    void aStreamIsUploadedInOneRequestAndProvedByTheChecksumThatS3Stores() throws Exception {
        String archive = vault.archive(6 * MIB + 7);

        vault.start(new S3Routes.WholeWithCrc32c(server.client()));
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
        assertThat(vault.column(archive, "SINK_CHECKSUM")).matches("crc32c=[0-9a-f]{8}");
        assertThat(vault.column(archive, "DESTINATION")).isEqualTo("s3://archive/" + archive);
    }

    @Test
    void aStreamIsUploadedInPartsAndProvedByTheChecksumsThatS3Stores() throws Exception {
        String large = vault.archive(12 * MIB + 7);
        String small = vault.archive(1000);

        vault.start(new S3Routes.StreamedWithCrc32c(server.client()));
        vault.awaitState("PROVED", List.of(large, small));

        assertThat(server.object(large)).isEqualTo(vault.bytes(large));
        assertThat(server.object(small)).isEqualTo(vault.bytes(small));
        assertThat(vault.column(large, "SINK_CHECKSUM")).matches("crc32c-3=[0-9a-f]{8}");
        assertThat(vault.column(small, "SINK_CHECKSUM")).matches("crc32c=[0-9a-f]{8}");
    }

    @Test
    void aStreamIsUploadedInPartsAtTheSameTimeAndProvedByTheChecksumsThatS3Stores() throws Exception {
        String large = vault.archive(20 * MIB + 7);
        String small = vault.archive(1000);

        try (S3AsyncClient client = S3Server.clientInParts(server.endpoint())) {
            vault.start(new S3Routes.StreamedInParallelWithCrc32c(server.client(), client));
            vault.awaitState("PROVED", List.of(large, small));
        }

        assertThat(server.object(large)).isEqualTo(vault.bytes(large));
        assertThat(server.object(small)).isEqualTo(vault.bytes(small));
        assertThat(vault.column(large, "SINK_CHECKSUM")).matches("crc32c-3=[0-9a-f]{8}");
        assertThat(vault.column(small, "SINK_CHECKSUM")).matches("crc32c=[0-9a-f]{8}");
    }

    @Test
    void aBitThatIsFlippedBeforeTheUploadIsFoundByTheChecksumThatS3Stores() throws Exception {
        String archive = vault.archive(5 * MIB);

        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("s3", new S3WithCrc32c(server.client()));
                from("glacier-egress:photos?digests=CRC32C")
                        .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                        .process(exchange -> flipOnce(exchange, 5 * MIB))
                        .to("aws2-s3:archive?amazonS3Client=#s3")
                        .to("aws2-s3:archive?amazonS3Client=#s3&operation=headObject")
                        .to("glacier-egress:photos?operation=prove");
            }
        });
        vault.awaitCause("expected crc32c", archive);
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
    }

    private void flipOnce(Exchange exchange, int size) {
        if (harm.getAndSet(false)) {
            InputStream body = exchange.getMessage().getBody(InputStream.class);
            exchange.getMessage().setHeader("CamelAwsS3ContentLength", (long) size);
            exchange.getMessage().setBody(new Flipping(body), InputStream.class);
        }
    }

    /** The same with something between the vault and S3. */
    private void streamedThrough(Processor between) throws Exception {
        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=MD5&partSize=5242880")
                        .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                        .process(between)
                        .to("aws2-s3:archive?multiPartUpload=true&partSize=5242880")
                        .to("aws2-s3:archive?operation=headObject")
                        .to("glacier-egress:photos?operation=prove");
            }
        });
    }

    @Test
    void aBitThatIsFlippedOnTheWayIsFoundAndTheArchiveComesAgain() throws Exception {
        String archive = vault.archive(11 * MIB);

        streamedThrough(exchange -> flipOnce(exchange, 11 * MIB));
        vault.awaitCause("expected md5-3", archive);
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
    }

    /** Flips one bit of what is read. */
    private static final class Flipping extends FilterInputStream {

        private boolean flipped;

        Flipping(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            int read = super.read(to, offset, count);
            if (read > 0 && !flipped) {
                to[offset] ^= 1;
                flipped = true;
            }
            return read;
        }
    }

    @Test
    void anS3ThatAcknowledgesAndStoresNothingIsFound() throws Exception {
        String archive = vault.archive(1000);

        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=MD5")
                        .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                        .to("aws2-s3:archive")
                        .process(exchange -> {
                            if (harm.getAndSet(false)) {
                                server.client().deleteObject(object -> object.bucket("archive")
                                        .key(archive));
                            }
                        })
                        .to("aws2-s3:archive?operation=headObject")
                        .to("glacier-egress:photos?operation=prove");
            }
        });
        vault.awaitCause("NoSuchKey", archive);
        vault.awaitState("PROVED", archive);
    }

    @Test
    void aBitThatIsLostInTheStoredObjectIsFoundByReadingItBack() throws Exception {
        String archive = vault.archive(3 * MIB + 11);

        vault.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?digests=SHA-256")
                        .setHeader("CamelAwsS3Key", header("CamelGlacierEgressName"))
                        .to("aws2-s3:archive")
                        .process(S3IT.this::flipTheObject)
                        .to("aws2-s3:archive?operation=getObject")
                        .to("glacier-egress:photos?operation=prove&proofBy=body");
            }
        });
        vault.awaitCause("expected sha256", archive);
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
    }

    private void flipTheObject(Exchange exchange) throws IOException {
        if (harm.getAndSet(false)) {
            Vault.flip(stored(file -> hasSize(file, 3 * MIB + 11)).get(0));
        }
    }

    private S3Routes.Parts parts(String options, Processor beforeTheEnd) {
        return new S3Routes.Parts(server.client(), options, exchange -> {
            parts.add(exchange.getMessage().getHeader(GlacierEgressConstants.PART_NUMBER, Integer.class));
            beforeTheEnd.process(exchange);
        });
    }

    @Test
    void chunksAreThePartsOfOneObject() throws Exception {
        String archive = vault.archive(17 * MIB + 3);

        vault.start(parts("chunkSize=8388608", exchange -> {}));
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
        assertThat(parts).containsExactly(3);
        assertThat(vault.column(archive, "SINK_CHECKSUM")).contains("md5-3=");
        assertThat(vault.column(archive, "DIGESTS")).contains("crc64nvme=");
    }

    @Test
    void ofAnArchiveInPartsOnlyThePartThatWasHarmedOnItsWayIsSentAgain() throws Exception {
        String archive = vault.archive(17 * MIB + 1);
        PartHarm way = new PartHarm(2);
        try (S3Client client = S3Server.client(server.endpoint(), way)) {
            vault.start(new S3Routes.Parts(client, "chunkSize=8388608", exchange -> {}));
            vault.awaitCause("chunk 2: expected md5", archive);
            vault.awaitState("PROVED", archive);
        }

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
        assertThat(way.sent()).containsExactly(1, 2, 2, 3);
        assertThat(vault.column(archive, "SINK_CHECKSUM")).contains("md5-3=");
    }

    @Test
    void aPartThatS3AcknowledgesAndDoesNotStoreIsFoundAndSentAgain() throws Exception {
        String archive = vault.archive(17 * MIB + 2);
        PartHarm way = new PartHarm(0);
        try (S3Client client = S3Server.client(server.endpoint(), way)) {
            vault.start(new S3Routes.Parts(client, "chunkSize=8388608", exchange -> {
                if (harm.getAndSet(false)) {
                    Files.delete(stored(file -> hasSize(file, MIB + 2)).get(0));
                }
            }));
            vault.awaitState("PROVED", archive);
        }

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
        assertThat(way.sent()).startsWith(1, 2, 3).endsWith(3);
    }

    @Test
    void aBitThatIsFlippedInAStoredPartIsFoundWhenTheObjectIsWhole() throws Exception {
        String archive = vault.archive(17 * MIB + 5);

        vault.start(parts("chunkSize=8388608", exchange -> {
            if (harm.getAndSet(false)) {
                Vault.flip(stored(file -> hasSize(file, 8 * MIB)).get(0));
            }
        }));
        vault.awaitState("PROVED", archive);

        assertThat(server.object(archive)).isEqualTo(vault.bytes(archive));
        assertThat(parts).containsExactly(3, 3);
    }

    @Test
    void anArchiveThatIsLargerThanAnObjectBecomesSeveralWithAList() throws Exception {
        String archive = vault.archive(22 * MIB + 1);

        vault.start(parts("chunkSize=8388608&maxObjectSize=16777216", exchange -> {}));
        vault.awaitState("PROVED", archive);

        List<byte[]> objects = new ArrayList<>();
        objects.add(server.object(archive + ".0001"));
        objects.add(server.object(archive + ".0002"));
        byte[] bytes = vault.bytes(archive);
        assertThat(objects.get(0)).isEqualTo(Arrays.copyOf(bytes, 16 * MIB));
        assertThat(objects.get(1)).isEqualTo(Arrays.copyOfRange(bytes, 16 * MIB, bytes.length));
        assertThat(new String(server.object(archive + ".objects.json"), StandardCharsets.UTF_8))
                .contains("\"objects\":[{\"object\":1,\"start\":0,\"size\":16777216},{\"object\":2,\"start\":16777216,"
                        + "\"size\":" + (6 * MIB + 1) + "}]");
    }
}
