package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.ledger.MemoryProgressRepository;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code outputMode=ranges}: descriptors that are committed one by one, without bytes. */
@Tag("core")
class RangeConsumerTest {

    private static final String RANGES = "outputMode=ranges&chunkSize=1048576";

    private final Glacier glacier = new Glacier();
    private final StateRepository<String, String> progress = new MemoryProgressRepository();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String completedJob(long size) {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(size, size), "five"));
    }

    private List<Message> consumed(String options, int count) throws Exception {
        List<Message> messages = glacier.consume(options);
        await().atMost(SOON).until(() -> messages.size() == count);
        return messages;
    }

    @Test
    void aDescriptorIsJsonTextWithEightToTenFields() throws Exception {
        String job = completedJob(2L * MIB + 5);

        Message last = consumed(RANGES, 3).get(2);

        assertThat(last.getBody())
                .isEqualTo("{\"v\":1,\"vaultArn\":\"" + glacier.simulator.vaultArn("photos") + "\",\"jobId\":\"" + job
                        + "\",\"archiveId\":\"" + last.getHeader("CamelGlacierJobArchiveId")
                        + "\",\"index\":2,\"count\":3,\"start\":2097152,\"end\":2097156,\"outputSize\":2097157,"
                        + "\"treeHash\":\"" + glacier.simulator.job(job).treeHash() + "\"}");
    }

    @Test
    void aDescriptorHasTheHeadersOfItsChunkExceptThoseOfItsBytes() throws Exception {
        String job = completedJob(2L * MIB + 5);

        Message last = consumed(RANGES, 3).get(2);

        assertThat(last.getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobVaultName", "photos")
                .containsEntry("CamelGlacierJobOutputSizeInBytes", 2L * MIB + 5)
                .containsEntry("CamelGlacierJobChunkIndex", 2)
                .containsEntry("CamelGlacierJobChunkCount", 3)
                .containsEntry("CamelGlacierJobChunkStart", 2L * MIB)
                .containsEntry("CamelGlacierJobChunkEnd", 2L * MIB + 4)
                .containsEntry("CamelGlacierJobChunkSize", 5)
                .containsEntry("CamelGlacierJobChunkLast", true)
                .doesNotContainKeys(
                        "CamelGlacierJobChunkTreeHash",
                        "CamelGlacierJobProof",
                        "CamelGlacierJobChecksum",
                        "CamelGlacierJobHttpStatus");
        assertThat(last.getExchange().getProperty(ExchangePropertyKey.BATCH_INDEX))
                .isEqualTo(2);
        assertThat(last.getExchange().getProperty(ExchangePropertyKey.BATCH_SIZE))
                .isEqualTo(3);
        assertThat(last.getExchange().getProperty(ExchangePropertyKey.BATCH_COMPLETE))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, MIB - 1, MIB, MIB + 1, 5L * MIB})
    void theDescriptorsCoverTheOutputAndNothingIsDownloaded(long size) throws Exception {
        completedJob(size);
        int count = (int) ((size + MIB - 1) / MIB);

        List<Message> messages = consumed(RANGES, count);

        long next = 0;
        for (Message message : messages) {
            assertThat(message.getHeader("CamelGlacierJobChunkStart")).isEqualTo(next);
            next = message.getHeader("CamelGlacierJobChunkEnd", Long.class) + 1;
        }
        assertThat(next).isEqualTo(size);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void aDescriptorOfAnInventoryHasNeitherArchiveNorHash() throws Exception {
        glacier.simulator.addInventoryJob("photos", "JSON", Content.seeded(3, MIB + 9));

        assertThat(consumed(RANGES, 2))
                .allSatisfy(message -> assertThat(ServiceJson.parse("body", message.getBody(String.class)))
                        .containsKeys("jobId", "outputSize")
                        .doesNotContainKeys("archiveId", "treeHash"));
    }

    @Test
    void aFailedDescriptorIsDeliveredAgainAndEarlierDescriptorsAreNot() throws Exception {
        completedJob(4L * MIB);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        String quiet = "&exceptionHandler=#class:" + ChunkConsumerTest.Quiet.class.getName();
        glacier.route(glacier.consumerUri(RANGES + quiet), exchange -> {
            seen.add(exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class));
            if (seen.get(seen.size() - 1) == 2 && failures.incrementAndGet() == 1) {
                throw new IllegalStateException("the broker is away");
            }
        });

        await().atMost(SOON).until(() -> seen.contains(3));
        assertThat(seen).containsExactly(0, 1, 2, 2, 3);
    }

    @Test
    void theNextStartContinuesAtTheDescriptorThatWasNotCompleted() throws Exception {
        completedJob(4L * MIB);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        for (int life = 0; life < 2; life++) {
            boolean first = life == 0;
            glacier.context.getRegistry().bind("progress", progress);
            glacier.route(glacier.consumerUri(RANGES + "&delay=600000&progressRepository=#progress"), exchange -> {
                seen.add(exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class));
                if (first && seen.size() == 3) {
                    throw new IllegalStateException("the broker is away");
                }
            });
            await().atMost(SOON).until(() -> seen.size() >= (first ? 3 : 5));
            glacier.restart();
        }

        assertThat(seen).containsExactly(0, 1, 2, 2, 3);
        glacier.context.getRegistry().bind("progress", progress);
        List<Message> more = glacier.consume(RANGES + "&progressRepository=#progress");
        int polls = glacier.simulator.requests(Operation.LIST_JOBS).size();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= polls + 3);
        assertThat(more).isEmpty();
    }

    @Test
    void chunksAfterDescriptorsStartOverBecauseTheHashOfTheEarlierBytesIsUnknown() throws Exception {
        String job = completedJob(3L * MIB);
        String key = glacier.simulator.vaultArn("photos") + "/jobs/" + job;
        progress.setState(key, new Progress(3L * MIB, 2L * MIB, List.of()).encode());
        glacier.context.getRegistry().bind("progress", progress);

        List<Message> chunks = consumed("chunkSize=1048576&progressRepository=#progress", 3);

        assertThat(chunks.get(2).getHeader("CamelGlacierJobProof")).isEqualTo("whole");
    }

    @Test
    void policyRequiredRefusesAnOutputWithoutAHashBeforeItsFirstDescriptor() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 8L * MIB), "");
        glacier.simulator.addArchiveJob("photos", archive, null, "1048576-4194303");
        List<Object> reports = new CopyOnWriteArrayList<>();
        glacier.context.getRegistry().bind("reports", new ChunkConsumerTest.Quiet(reports));

        List<Message> messages = glacier.consume(RANGES + "&checksumPolicy=required&exceptionHandler=#reports");

        await().atMost(SOON).until(() -> !reports.isEmpty());
        assertThat(reports.get(0).toString()).contains("checksumPolicy=required");
        assertThat(messages).isEmpty();
    }

    @Test
    void aSizeThatTheDescriptionLacksCostsARequestOfOneByte() throws Exception {
        String job = completedJob(3L * MIB);
        glacier.simulator.inject(Fault.rawAnswer(
                        200,
                        "application/json",
                        "{\"JobList\":[{\"Action\":\"ArchiveRetrieval\",\"ArchiveId\":\"a\",\"Completed\":true,"
                                + "\"JobId\":\"" + job + "\",\"StatusCode\":\"Succeeded\",\"VaultARN\":\""
                                + glacier.simulator.vaultArn("photos") + "\"}]}")
                .on(Operation.LIST_JOBS)
                .always());

        assertThat(consumed(RANGES, 3)).isNotEmpty();
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::range)
                .containsExactly("bytes=0-0");
    }
}
