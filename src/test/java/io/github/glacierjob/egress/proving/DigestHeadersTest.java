package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the digests that a route sees, and the headers of chunks that are parts of objects. */
class DigestHeadersTest {

    private static final String ALL = "digests=MD5, sha256,crc32c,CRC64NVME";
    private static final Map<DigestAlgorithm, String> NAMES = Map.of(
            DigestAlgorithm.MD5, "CamelGlacierEgressMd5",
            DigestAlgorithm.SHA_256, "CamelGlacierEgressSha256",
            DigestAlgorithm.CRC32C, "CamelGlacierEgressCrc32c",
            DigestAlgorithm.CRC64NVME, "CamelGlacierEgressCrc64Nvme");

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> properties = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void read(String options) throws Exception {
        vault.route(vault.uri(options), exchange -> {
            Map<String, Object> before = exchange.getMessage().getHeaders();
            exchange.getMessage()
                    .getMandatoryBody(InputStream.class)
                    .transferTo(java.io.OutputStream.nullOutputStream());
            headers.add(Map.copyOf(before));
            properties.add(Map.copyOf(exchange.getAllProperties()));
        });
    }

    private static void areOf(byte[] bytes, Map<String, Object> found) {
        Digests expected = DigestRun.of(EnumSet.allOf(DigestAlgorithm.class), bytes);
        NAMES.forEach((algorithm, name) ->
                assertThat(found).containsEntry(name, expected.base64(algorithm).orElseThrow()));
    }

    @Test
    void digestsOfAStreamArePropertiesWhenItIsRead() throws Exception {
        String archive = vault.ready(1, 3 * MIB + 3);

        read(ALL + "&chunkSize=1048576");
        vault.awaitState("DELIVERED", archive);

        areOf(vault.content(archive).expected(0, 3 * MIB + 3), properties.get(0));
        assertThat(headers.get(0)).doesNotContainKeys(NAMES.values().toArray(String[]::new));
    }

    @Test
    void digestsOfAnEmptyStreamAreThoseOfNoBytes() throws Exception {
        String archive = vault.ready(2, 1);

        read(ALL);
        vault.awaitState("DELIVERED", archive);

        areOf(vault.content(archive).expected(0, 1), properties.get(0));
    }

    @Test
    void digestsOfAStreamThatIsReadTwiceAreTheSame() throws Exception {
        String archive = vault.ready(3, MIB + 3);

        vault.route(vault.uri(ALL), exchange -> {
            exchange.getMessage().getBody(InputStream.class).readNBytes(100);
            ((org.apache.camel.StreamCache) exchange.getMessage().getBody()).reset();
            exchange.getMessage().getMandatoryBody(InputStream.class).readAllBytes();
            properties.add(Map.copyOf(exchange.getAllProperties()));
        });
        vault.awaitState("DELIVERED", archive);

        areOf(vault.content(archive).expected(0, MIB + 3), properties.get(0));
    }

    @Test
    void digestsOfAFileAreHeadersAndProperties() throws Exception {
        String archive = vault.ready(4, 2 * MIB + 3);

        read(ALL + "&outputMode=file&workDirectory=" + directory.resolve("work"));
        vault.awaitState("DELIVERED", archive);

        areOf(vault.content(archive).expected(0, 2 * MIB + 3), headers.get(0));
        areOf(vault.content(archive).expected(0, 2 * MIB + 3), properties.get(0));
    }

    @Test
    void aChunkHasItsDigestsInHeadersAndTheLastHasThoseOfTheArchiveInProperties() throws Exception {
        String archive = vault.ready(5, 2 * MIB + 3);

        read(ALL + "&outputMode=chunks&chunkSize=1048576");
        vault.awaitState("DELIVERED", archive);

        byte[] bytes = vault.content(archive).expected(0, 2 * MIB + 3);
        areOf(Arrays.copyOfRange(bytes, MIB, 2 * MIB), headers.get(1));
        areOf(Arrays.copyOfRange(bytes, 2 * MIB, bytes.length), headers.get(2));
        areOf(bytes, properties.get(2));
        assertThat(properties.get(1)).doesNotContainKey("CamelGlacierEgressMd5");
    }

    @Test
    void chunksNameTheirPartAndTheirObject() throws Exception {
        String archive = vault.ready(6, 4 * MIB + 3);

        read("outputMode=chunks&chunkSize=1048576&maxObjectSize=2M");
        vault.awaitState("DELIVERED", archive);

        assertThat(headers)
                .extracting(one -> one.get("CamelGlacierEgressObjectNumber"))
                .containsExactly(1, 1, 2, 2, 3);
        assertThat(headers)
                .extracting(one -> one.get("CamelGlacierEgressPartNumber"))
                .containsExactly(1, 2, 1, 2, 1);
        assertThat(headers)
                .extracting(one -> one.get("CamelGlacierEgressPartLast"))
                .containsExactly(false, true, false, true, true);
        assertThat(headers).allSatisfy(one -> assertThat(one).containsEntry("CamelGlacierEgressObjectCount", 3));
        assertThat(headers.get(3)).doesNotContainKey("CamelGlacierEgressObjects");
        assertThat(headers.get(4).get("CamelGlacierEgressObjects"))
                .isEqualTo("{\"archiveId\":\"" + archive + "\",\"name\":\"photo6\",\"size\":4194307,\"treeHash\":\""
                        + vault.glacier.simulator.treeHash(archive) + "\",\"objects\":["
                        + "{\"object\":1,\"start\":0,\"size\":2097152},{\"object\":2,\"start\":2097152,\"size\":2097152},"
                        + "{\"object\":3,\"start\":4194304,\"size\":3}]}");
    }

    @Test
    void anUnknownDigestIsRefusedWhenTheEndpointIsCreated() {
        assertThatThrownBy(() -> read("digests=MD5,SHA-1"))
                .hasStackTraceContaining(
                        "digests: 'MD5,SHA-1' must be any of MD5, SHA-256, CRC32C, CRC64NVME, separated by commas");
        assertThatThrownBy(() -> read("maxObjectSize=0"))
                .hasStackTraceContaining("maxObjectSize: '0' must be 1 byte or more");
        assertThatThrownBy(() -> read("partSize=-1")).hasStackTraceContaining("partSize: '-1'");
    }

    @Test
    void aGoogleBlobIsComparedByItsMd5AndCrc() throws Exception {
        String archive = vault.ready(7, MIB);

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri("digests=MD5,CRC32C"))
                        .process(DigestHeadersTest::asGoogle)
                        .to(vault.uri("operation=prove"));
            }
        });
        vault.awaitState("PROVED", archive);

        assertThat(vault.column(archive, "SINK_CHECKSUM")).matches("md5=[0-9a-f]{32} crc32c=[0-9a-f]{8}");
    }

    private static void asGoogle(Exchange exchange) throws Exception {
        byte[] bytes = exchange.getMessage().getMandatoryBody(InputStream.class).readAllBytes();
        Digests digests = DigestRun.of(EnumSet.of(DigestAlgorithm.MD5, DigestAlgorithm.CRC32C), bytes);
        exchange.getMessage()
                .setBody(new com.google.cloud.storage.Blob(
                        digests.base64(DigestAlgorithm.MD5).orElseThrow(),
                        digests.base64(DigestAlgorithm.CRC32C).orElseThrow(),
                        bytes.length));
    }
}
