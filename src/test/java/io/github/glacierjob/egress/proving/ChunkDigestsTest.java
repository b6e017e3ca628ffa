package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The digests of chunks, whatever happens between the vault and the route. */
class ChunkDigestsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SIZE = 6 * MIB + 3;
    private static final String OPTIONS =
            "digests=MD5,SHA-256,CRC32C,CRC64NVME&outputMode=chunks&chunkSize=1048576&parallelism=3";
    private static final Map<DigestAlgorithm, String> NAMES = Map.of(
            DigestAlgorithm.MD5, "CamelGlacierEgressMd5",
            DigestAlgorithm.SHA_256, "CamelGlacierEgressSha256",
            DigestAlgorithm.CRC32C, "CamelGlacierEgressCrc32c",
            DigestAlgorithm.CRC64NVME, "CamelGlacierEgressCrc64Nvme");

    private ReadyVault vault;
    private String archive;
    private byte[] all;
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        archive = vault.ready(1, SIZE);
        all = vault.content(archive).expected(0, SIZE);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    /** The route checks the headers of each chunk, and then overwrites the chunk, because it is its own. */
    private void start() throws Exception {
        vault.route(vault.onTheClock(OPTIONS), this::check);
    }

    private void check(Exchange exchange) {
        int index = exchange.getMessage().getHeader("CamelGlacierJobChunkIndex", Integer.class);
        sent.add(index);
        byte[] expected = Arrays.copyOfRange(all, index * MIB, Math.min(SIZE, (index + 1) * MIB));
        Digests digests = DigestRun.of(EnumSet.allOf(DigestAlgorithm.class), expected);
        NAMES.forEach((algorithm, name) -> {
            if (!digests.base64(algorithm)
                    .orElseThrow()
                    .equals(exchange.getMessage().getHeader(name))) {
                wrong.add(index + " " + algorithm);
            }
        });
        Arrays.fill(exchange.getMessage().getBody(byte[].class), (byte) 0);
        if (index == 3 && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the route fails");
        }
    }

    private void awaitDelivered() {
        await().atMost(SOON).until(() -> {
            vault.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            return vault.state(archive).equals("DELIVERED");
        });
        assertThat(wrong).isEmpty();
    }

    private String line(DigestAlgorithm... known) {
        return DigestRun.of(EnumSet.copyOf(List.of(known)), all).line();
    }

    @Test
    void theyAreRightWhenTheFirstChunkArrivesLastAndTheRouteOverwritesItsChunks() throws Exception {
        vault.glacier.simulator.inject(
                Fault.stallBody(MIB / 2, Duration.ofMillis(300)).rangeStart(0));

        start();
        awaitDelivered();

        assertThat(sent).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(vault.column(archive, "DIGESTS")).isEqualTo(line(DigestAlgorithm.values()));
    }

    @Test
    void theyAreRightWhenRangesAreWrongOrBreakOffFirst() throws Exception {
        vault.glacier.simulator.inject(Fault.corruptBody(9).times(2));
        vault.glacier.simulator.inject(Fault.resetBody(MIB / 3).after(2).times(3));

        start();
        awaitDelivered();

        assertThat(sent).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(vault.column(archive, "DIGESTS")).isEqualTo(line(DigestAlgorithm.values()));
    }

    @Test
    void aChunkThatTheRouteFailedForIsSentAgainAndTheWholeIsStillKnown() throws Exception {
        failures.set(2);

        start();
        awaitDelivered();

        assertThat(sent).containsExactly(0, 1, 2, 3, 3, 3, 4, 5, 6);
        assertThat(vault.column(archive, "DIGESTS")).isEqualTo(line(DigestAlgorithm.values()));
    }

    @Test
    void afterARestartTheCrcsOfTheWholeAreKnownAndTheChunksHaveAllDigests() throws Exception {
        failures.set(Integer.MAX_VALUE);
        start();
        await().atMost(SOON)
                .until(() -> String.valueOf(vault.column(archive, "CAUSE")).contains("the route fails"));
        vault.restart();
        failures.set(0);
        sent.clear();

        start();
        awaitDelivered();

        assertThat(sent).containsExactly(3, 4, 5, 6);
        assertThat(vault.column(archive, "DIGESTS")).isEqualTo(line(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME));
    }
}
