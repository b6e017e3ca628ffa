package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.ledger.MemoryProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

@Tag("core")
public class ChunkConsumerTest {

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String completedJob(Content content) {
        String archive = glacier.simulator.addArchive("photos", content, "holiday \"2012\" ../etc");
        return glacier.simulator.addArchiveJob("photos", archive);
    }

    public static byte[] joined(List<Message> chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        chunks.forEach(chunk -> whole.writeBytes(chunk.getBody(byte[].class)));
        return whole.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, MIB - 1, MIB, 4L * MIB, 4L * MIB + 1, 9L * MIB + 12345})
    void anArchiveOfAnySizeArrivesWholeAndInOrder(long size) throws Exception {
        Content content = Content.seeded(size, size);
        completedJob(content);

        List<Message> chunks = glacier.consume("chunkSize=1048576");
        int count = (int) ((size + MIB - 1) / MIB);

        await().atMost(SOON).until(() -> chunks.size() == count);
        assertThat(joined(chunks)).isEqualTo(content.expected(0, (int) size));
        for (int i = 0; i < count; i++) {
            Message chunk = chunks.get(i);
            assertThat(chunk.getHeader(GlacierJobConstants.CHUNK_INDEX)).isEqualTo(i);
            assertThat(chunk.getHeader(GlacierJobConstants.CHUNK_COUNT)).isEqualTo(count);
            assertThat(chunk.getHeader(GlacierJobConstants.CHUNK_START)).isEqualTo((long) i * MIB);
            assertThat(chunk.getHeader(GlacierJobConstants.CHUNK_LAST)).isEqualTo(i == count - 1);
            assertThat(chunk.getHeader(GlacierJobConstants.PROOF)).isEqualTo(i == count - 1 ? "whole" : "range");
        }
    }

    private Message lastOfTwoChunks() throws Exception {
        List<Message> chunks = glacier.consume("chunkSize=1048576");
        await().atMost(SOON).until(() -> chunks.size() == 2);
        return chunks.get(1);
    }

    @Test
    void aChunkHasAllDetailsOfItsJob() throws Exception {
        String job = completedJob(Content.seeded(1, MIB + 5));

        Message last = lastOfTwoChunks();

        GlacierJobDescription details = last.getHeader(GlacierJobConstants.DETAILS, GlacierJobDescription.class);
        assertThat(last.getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobVaultName", "photos")
                .containsEntry("CamelGlacierJobAccountId", glacier.simulator.accountId())
                .containsEntry("CamelGlacierJobVaultArn", glacier.simulator.vaultArn("photos"))
                .containsEntry("CamelGlacierJobArchiveId", details.archiveId())
                .containsEntry("CamelGlacierJobAction", "ArchiveRetrieval")
                .containsEntry("CamelGlacierJobCompleted", true)
                .containsEntry("CamelGlacierJobStatusCode", "Succeeded")
                .containsEntry("CamelGlacierJobStatusMessage", "Succeeded")
                .containsEntry("CamelGlacierJobCreationDate", details.creationDate())
                .containsEntry("CamelGlacierJobCompletionDate", details.completionDate())
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", (long) MIB + 5)
                .containsEntry("CamelGlacierJobSha256TreeHash", details.sha256TreeHash())
                .containsEntry("CamelGlacierJobArchiveSha256TreeHash", details.archiveSHA256TreeHash())
                .containsKeys("CamelGlacierJobExpiresAt", "CamelMessageTimestamp")
                .doesNotContainKeys("CamelGlacierJobTier", "CamelGlacierJobRetrievalByteRange", "CamelGlacierJobType");
    }

    @Test
    void aChunkHasItsPositionAndTheHeadersOfItsAnswer() throws Exception {
        completedJob(Content.seeded(1, MIB + 5));

        Message last = lastOfTwoChunks();

        assertThat(last.getHeaders())
                .containsEntry("CamelGlacierJobOutputSizeInBytes", (long) MIB + 5)
                .containsEntry("CamelGlacierJobHttpStatus", 206)
                .containsEntry("CamelGlacierJobContentRange", "bytes 1048576-1048580/1048581")
                .containsEntry("CamelGlacierJobAcceptRanges", "bytes")
                .containsEntry("CamelGlacierJobArchiveDescription", "holiday \"2012\" ../etc")
                .containsEntry("CamelGlacierJobChunkSize", 5)
                .containsEntry("CamelGlacierJobChunkEnd", (long) MIB + 4)
                .containsEntry("Content-Type", "application/octet-stream");
        assertThat(last.getHeader("CamelGlacierJobChecksum")).isEqualTo(last.getHeader("CamelGlacierJobChunkTreeHash"));
        assertThat(last.getExchange().getProperty(ExchangePropertyKey.BATCH_COMPLETE))
                .isEqualTo(true);
    }

    @Test
    void aFailedChunkIsEmittedAgainAndCompletedChunksAreNot() throws Exception {
        completedJob(Content.seeded(2, 5L * MIB));
        List<Integer> seen = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        glacier.route(
                glacier.consumerUri("chunkSize=1048576&exceptionHandler=#class:" + Quiet.class.getName()), exchange -> {
                    int index = exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
                    seen.add(index);
                    if (index == 2 && failures.incrementAndGet() <= 2) {
                        throw new IllegalStateException("the disk is full");
                    }
                });

        await().atMost(SOON).until(() -> seen.contains(4));
        assertThat(seen).containsExactly(0, 1, 2, 2, 2, 3, 4);
    }

    /** If the numbers changed, a sink that stores chunks by number would overwrite chunks. */
    @ParameterizedTest
    @ValueSource(strings = {"chunks", "ranges"})
    void aStartedOutputKeepsItsChunksAfterAChangeOfTheChunkSize(String mode) throws Exception {
        completedJob(Content.seeded(2, 6L * MIB + 1));
        glacier.context.getRegistry().bind("progress", new MemoryProgressRepository());
        List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
        String options = "outputMode=" + mode + "&progressRepository=#progress&exceptionHandler=#class:"
                + Quiet.class.getName() + "&chunkSize=";
        StateRepository<?, ?> progress =
                glacier.context.getRegistry().lookupByNameAndType("progress", StateRepository.class);
        glacier.route(glacier.consumerUri(options + "2097152"), exchange -> {
            if (seen.size() == 2) {
                throw new IllegalStateException("the disk is full");
            }
            seen.add(place(exchange));
        });
        await().atMost(SOON).until(() -> seen.size() == 2);
        glacier.restart();
        glacier.context.getRegistry().bind("progress", progress);

        glacier.route(glacier.consumerUri(options + "1048576"), exchange -> seen.add(place(exchange)));
        await().atMost(SOON).until(() -> seen.stream().anyMatch(chunk -> chunk.containsValue(true)));

        assertThat(seen).extracting(chunk -> chunk.get("index")).containsExactly(0, 1, 2, 3);
        assertThat(seen).extracting(chunk -> chunk.get("batch")).containsExactly(0, 1, 2, 3);
        assertThat(seen).extracting(chunk -> chunk.get("count")).containsOnly(4);
        assertThat(seen).extracting(chunk -> chunk.get("start")).containsExactly(0L, 2L * MIB, 4L * MIB, 6L * MIB);
    }

    private static Map<String, Object> place(Exchange exchange) {
        Message chunk = exchange.getMessage();
        return Map.of(
                "index", chunk.getHeader(GlacierJobConstants.CHUNK_INDEX),
                "batch", exchange.getProperty(ExchangePropertyKey.BATCH_INDEX),
                "count", chunk.getHeader(GlacierJobConstants.CHUNK_COUNT),
                "start", chunk.getHeader(GlacierJobConstants.CHUNK_START),
                "last", chunk.getHeader(GlacierJobConstants.CHUNK_LAST));
    }

    @Test
    void theNextChunkWaitsForTheCompletionOfAnAsynchronousRoute() throws Exception {
        completedJob(Content.seeded(3, 4L * MIB));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> done = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("chunkSize=1048576"))
                        .process(e -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                        .to("seda:slow");
                from("seda:slow").delay(30).process(e -> {
                    underWay.decrementAndGet();
                    done.add(e.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class));
                });
            }
        });

        await().atMost(SOON).until(() -> done.size() == 4);
        assertThat(done).containsExactly(0, 1, 2, 3);
        assertThat(most).hasValue(1);
    }

    @Test
    void aThousandJobsAreListedInTwentyRequestsAndEmittedOnceEach() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(4, 10), "");
        for (int i = 0; i < 1000; i++) {
            glacier.simulator.addArchiveJob("photos", archive);
        }
        List<String> seen = new CopyOnWriteArrayList<>();
        glacier.route(
                glacier.uri("initialDelay=0&delay=60000&outputMode=none"),
                e -> seen.add(e.getMessage().getHeader(GlacierJobConstants.ID, String.class)));

        await().atMost(SOON).until(() -> seen.size() >= 1000);
        assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(20);
        assertThat(glacier.simulator.requests()).hasSize(20);
    }

    @Test
    void fourRangesAreInFlightAndTheOrderIsKept() throws Exception {
        try (Glacier slow = new Glacier(GlacierSimulator.builder().bytesPerSecondPerConnection(2L * MIB))) {
            Content content = Content.seeded(5, 8L * MIB);
            slow.simulator.addArchiveJob("photos", slow.simulator.addArchive("photos", content, ""));

            List<Message> chunks = slow.consume("chunkSize=1048576&parallelism=4");

            await().atMost(SOON).until(() -> chunks.size() == 8);
            assertThat(joined(chunks)).isEqualTo(content.expected(0, 8 * MIB));
            assertThat(slow.simulator.peakConcurrentOutputs()).isGreaterThanOrEqualTo(4);
            assertThat(slow.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(8);
        }
    }

    /** Records the exceptions that the exception handler gets, without logging them. */
    public static final class Quiet implements org.apache.camel.spi.ExceptionHandler {

        private final List<Object> reports;

        public Quiet() {
            this(new CopyOnWriteArrayList<>());
        }

        public Quiet(List<Object> reports) {
            this.reports = reports;
        }

        @Override
        public void handleException(Throwable exception) {
            reports.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            reports.add(exception);
        }

        @Override
        public void handleException(String message, org.apache.camel.Exchange exchange, Throwable cause) {
            reports.add(cause);
        }
    }
}
