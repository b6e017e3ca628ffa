package io.github.glacierjob.sharing;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.consuming.ChunkConsumerTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests a download that a queue distributes over several workers. */
@Tag("core")
class RangeSpreadTest {

    private static final Content CONTENT = Content.seeded(31, 11L * MIB + 3);

    private final Glacier glacier = new Glacier(GlacierSimulator.builder().bytesPerSecondPerConnection(4L * MIB));
    private final Map<Integer, Message> chunks = new ConcurrentSkipListMap<>();

    @AfterEach
    void close() {
        glacier.close();
    }

    private void spread() throws Exception {
        glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(1));
                from(glacier.consumerUri("outputMode=ranges&chunkSize=1048576")).wireTap("seda:ranges");
                from("seda:ranges?concurrentConsumers=3")
                        .to(glacier.uri("operation=getJobOutput&maxRetries=1"))
                        .process(exchange -> chunks.put(
                                exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class),
                                exchange.getMessage().copy()));
            }
        });
        await().atMost(SOON).until(() -> chunks.size() == 12);
    }

    private void assertWhole() {
        List<String> hashes = chunks.values().stream()
                .map(chunk -> chunk.getHeader(GlacierJobConstants.CHUNK_TREE_HASH, String.class))
                .toList();
        assertThat(ChunkConsumerTest.joined(List.copyOf(chunks.values())))
                .isEqualTo(CONTENT.expected(0, CONTENT.size()));
        assertThat(SubtreeRoots.treeHashOf(hashes)).isEqualTo(CONTENT.treeHash());
        assertThat(chunks.get(0).getHeader("CamelGlacierJobSha256TreeHash")).isEqualTo(CONTENT.treeHash());
    }

    @Test
    void theChunksOfThreeWorkersGiveTheWholeArchive() throws Exception {
        spread();

        assertWhole();
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(12);
        assertThat(glacier.simulator.peakConcurrentOutputs()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aWorkerThatFailsRepeatsItsDescriptorAndNothingIsMissing() throws Exception {
        glacier.simulator.inject(Fault.resetBody(500_000).every(3).times(6));
        glacier.simulator.inject(Fault.wrongChecksum().every(4).times(6));
        glacier.simulator.inject(
                Fault.throttling().on(Operation.GET_JOB_OUTPUT).every(5).times(6));

        spread();

        assertWhole();
    }
}
