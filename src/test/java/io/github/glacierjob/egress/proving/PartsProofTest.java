package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests chunks that are parts of an object, one of which must be sent again: which digests of the object are known
 * afterwards.
 */
class PartsProofTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private ReadyVault vault;
    private final AtomicBoolean wrong = new AtomicBoolean(true);
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final Map<Integer, byte[]> stored = new TreeMap<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    /**
     * Each part is compared when it is stored, and the object when it is complete, both by the ETags that S3 returns.
     */
    private void start(String options) throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock("digests=MD5,CRC32C&outputMode=chunks&chunkSize=1048576&maxArchiveFailures=9"
                                + options))
                        .process(PartsProofTest.this::store)
                        .to(vault.uri("operation=prove"))
                        .filter(header("CamelGlacierEgressPartLast"))
                        .process(exchange -> exchange.getMessage().setHeader("CamelAwsS3ETag", objectTag()))
                        .to(vault.uri("operation=prove"));
            }
        });
    }

    private void store(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class).clone();
        int part = exchange.getMessage().getHeader("CamelGlacierEgressPartNumber", Integer.class);
        sent.add(part);
        if (part == 3 && wrong.getAndSet(false)) {
            bytes[17] ^= 4;
        }
        if (part == 1) {
            stored.clear();
        }
        stored.put(part, bytes);
        exchange.getMessage().setHeader("CamelAwsS3ETag", md5(bytes));
    }

    private String objectTag() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        stored.values()
                .forEach(part -> all.writeBytes(DigestRun.of(Set.of(DigestAlgorithm.MD5), part)
                        .get(DigestAlgorithm.MD5)
                        .orElseThrow()));
        return md5(all.toByteArray()) + "-" + stored.size();
    }

    private static String md5(byte[] bytes) {
        return DigestRun.of(Set.of(DigestAlgorithm.MD5), bytes)
                .hex(DigestAlgorithm.MD5)
                .orElseThrow();
    }

    private void awaitState(String archive, String state) {
        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return vault.state(archive).equals(state);
        });
    }

    private void awaitCause(String archive, String cause) {
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains(cause));
    }

    @Test
    void theDigestsOfAnObjectStayKnownWhenAPartIsSentAgain() throws Exception {
        String archive = vault.ready(1, 4 * MIB + 9);

        start("");
        awaitState(archive, "PROVED");

        assertThat(sent).containsExactly(1, 2, 3, 3, 4, 5);
        assertThat(vault.column(archive, "SINK_CHECKSUM"))
                .isEqualTo("md5-5=" + objectTag().replace("-5", ""));
        byte[] bytes = vault.content(archive).expected(0, 4 * MIB + 9);
        assertThat(vault.column(archive, "DIGESTS")).contains("md5=" + md5(bytes));
    }

    @Test
    void afterARestartAnObjectThatCannotBeComparedIsSentAgainFromItsFirstPart() throws Exception {
        String archive = vault.ready(2, 4 * MIB + 9);
        start("");
        awaitCause(archive, "expected md5");

        vault.restart();
        start("");
        awaitState(archive, "PROVED");

        assertThat(sent).containsExactly(1, 2, 3, 3, 4, 5, 1, 2, 3, 4, 5);
        assertThat(vault.column(archive, "SINK_CHECKSUM"))
                .isEqualTo("md5-5=" + objectTag().replace("-5", ""));
    }

    @Test
    void afterARestartAnArchiveOfSeveralObjectsIsSentAgainFromItsFirstPart() throws Exception {
        String archive = vault.ready(3, 4 * MIB + 9);
        start("&maxObjectSize=4194304");
        awaitCause(archive, "expected md5");

        vault.restart();
        start("&maxObjectSize=4194304");
        awaitState(archive, "PROVED");

        assertThat(sent).containsExactly(1, 2, 3, 3, 4, 1, 2, 3, 4, 1);
    }
}
