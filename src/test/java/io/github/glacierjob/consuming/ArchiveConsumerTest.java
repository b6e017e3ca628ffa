package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.inventory.MalformedInventoryException;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("core")
class ArchiveConsumerTest extends AbstractArchiveConsumerTest {

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "CSV"})
    void eachArchiveOfTheVaultsInventoryIsAMessage(String format) throws Exception {
        String described = "say \"hi\", C:\\dir\\";
        String one = glacier.simulator.addArchive("photos", Content.seeded(1, 3L * MIB), described);
        String two = glacier.simulator.addArchive("photos", Content.of("x"), null);
        String job = glacier.simulator.addInventoryJob("photos", format);

        consume();

        await().atMost(SOON).until(() -> ids.size() == 2);
        assertThat(ids).containsExactly(one, two);
        InventoryArchive first = messages.get(0).getBody(InventoryArchive.class);
        assertThat(first.description()).isEqualTo(described);
        assertThat(first.size()).isEqualTo(3L * MIB);
        assertThat(first.treeHash()).isEqualTo(glacier.simulator.treeHash(one));
        assertThat(messages.get(0).getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobVaultName", "photos")
                .containsEntry("CamelGlacierJobAction", "InventoryRetrieval")
                .containsEntry("CamelGlacierJobArchiveId", one)
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", 3L * MIB)
                .containsEntry("CamelGlacierJobArchiveDescription", described)
                .doesNotContainKeys("CamelGlacierJobSha256TreeHash", "CamelGlacierJobChunkIndex", "Content-Type");
        assertThat(messages.get(1).getHeaders()).doesNotContainKey("CamelGlacierJobArchiveDescription");
    }

    @Test
    void theBatchIsCountedAndItsSizeIsKnownWithTheLastArchive() throws Exception {
        inventory("a", "b");

        consume();

        await().atMost(SOON).until(() -> ids.size() == 2);
        Exchange first = messages.get(0).getExchange();
        Exchange last = messages.get(1).getExchange();
        assertThat(first.getProperty(ExchangePropertyKey.BATCH_INDEX)).isEqualTo(0);
        assertThat(first.getProperty(ExchangePropertyKey.BATCH_COMPLETE)).isEqualTo(false);
        assertThat(first.getProperty(ExchangePropertyKey.BATCH_SIZE)).isNull();
        assertThat(last.getProperty(ExchangePropertyKey.BATCH_INDEX)).isEqualTo(1);
        assertThat(last.getProperty(ExchangePropertyKey.BATCH_COMPLETE)).isEqualTo(true);
        assertThat(last.getProperty(ExchangePropertyKey.BATCH_SIZE)).isEqualTo(2);
    }

    @Test
    void otherJobsAreIgnoredWithoutAClaimOrAnError() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.of("x"), null);
        String other = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.failJob(glacier.simulator.addArchiveJob("photos", archive), "gone");
        inventory("a");

        consume();
        await().atMost(SOON).until(() -> ids.size() == 1);
        awaitPolls();

        assertThat(ids).containsExactly("a");
        assertThat(reports).isEmpty();
        assertThat(claimed).noneMatch(key -> key.endsWith(other)).hasSize(1);
        assertThat(outputs()).hasSize(1);
    }

    @Test
    void aFailedInventoryIsReported() throws Exception {
        glacier.simulator.failJob(inventory("a"), "no inventory");

        consume();

        await().atMost(SOON).until(() -> !reports.isEmpty());
        assertThat(reports).singleElement().isInstanceOf(JobFailedException.class);
    }

    @Test
    void afterAFailureOfTheRouteTheSameArchiveIsDeliveredAndNoEarlierOne() throws Exception {
        inventory("a", "b", "c", "d");
        AtomicInteger failures = new AtomicInteger();

        consume("", exchange -> {
            if (ids.get(ids.size() - 1).equals("c") && failures.incrementAndGet() <= 2) {
                throw new IllegalStateException("the table is locked");
            }
        });

        await().atMost(SOON).until(() -> ids.contains("d"));
        awaitPolls();
        assertThat(ids).containsExactly("a", "b", "c", "c", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "CSV"})
    void theNextStartContinuesAtTheNextArchiveAndFetchesNothingBeforeIt(String format) throws Exception {
        generated(format);
        int half = MANY / 2;
        consume("", exchange -> {
            if (ids.size() >= half) {
                throw new IllegalStateException("no room on the disk");
            }
        });
        await().atMost(SOON).until(() -> ids.size() > half);
        glacier.restart();
        glacier.simulator.clearRequests();
        int before = ids.size();

        consume();
        await().atMost(SOON).until(() -> ids.size() == before + MANY - half + 1);

        assertThat(ids.subList(0, half)).doesNotHaveDuplicates();
        assertThat(ids.subList(before, ids.size())).doesNotHaveDuplicates().startsWith(ids.get(half - 1));
        assertThat(messages.get(before).getExchange().getProperty(ExchangePropertyKey.BATCH_INDEX))
                .isEqualTo(half - 1);
        assertThat(outputs()).isNotEmpty().allMatch(request -> Consumption.startOf(request.range()) > MIB);
    }

    @Test
    void aStoredProgressInBytesIsIgnored() throws Exception {
        String job = generated("JSON");
        glacier.context.getRegistry().bind("progress", progress);
        AtomicInteger chunks = new AtomicInteger();
        glacier.route(glacier.consumerUri("chunkSize=1048576&progressRepository=#progress"), exchange -> {
            if (chunks.incrementAndGet() > 2) {
                throw new IllegalStateException("wrong mode");
            }
        });
        await().atMost(SOON).until(() -> chunks.get() > 2);
        glacier.restart();

        consume();

        await().atMost(SOON).until(() -> ids.size() == MANY);
        String done = Progress.done(document().size()).encode();
        await().atMost(SOON)
                .until(() -> done.equals(progress.getState(glacier.simulator.vaultArn("photos") + "/jobs/" + job)));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"resetBody", "earlyEnd"})
    void afterABrokenConnectionEachArchiveIsDeliveredOnce(String fault) throws Exception {
        generated("JSON");
        glacier.simulator.inject(fault.equals("resetBody") ? Fault.resetBody(1000) : Fault.earlyEnd(1000));

        consume();

        await().atMost(SOON).until(() -> ids.size() == MANY);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(reports).isEmpty();
    }

    @Test
    void aTruncatedInventoryIsReportedOnceWithItsPlaceAndNotRetried() throws Exception {
        String document = CSV + "a" + ROW + "b" + ROW + "c,\"";
        String job = glacier.simulator.addInventoryJob("photos", "CSV", Content.of(document));

        consume();
        await().atMost(SOON).until(() -> !reports.isEmpty());
        awaitPolls();

        assertThat(ids).containsExactly("a", "b");
        assertThat(claimed).hasSize(1);
        assertThat(reports).singleElement().satisfies(report -> assertThat((Throwable) report)
                .isInstanceOf(JobOutputException.class)
                .hasCauseInstanceOf(MalformedInventoryException.class)
                .hasMessageContaining("job " + job)
                .hasMessageContaining("archive 3 of the inventory, byte " + document.length()));
    }

    @Test
    void aSlowRouteHoldsNoConnectionAndFetchesNoMoreThanItsWindow() throws Exception {
        generated("JSON");
        AtomicInteger requests = new AtomicInteger();

        consume("&" + Glacier.ONE_AT_A_TIME, exchange -> {
            if (ids.size() == 1) {
                await().atMost(SOON).until(() -> outputs().size() == 2 && allSent());
                requests.set(outputs().size());
            }
        });

        await().atMost(SOON).until(() -> ids.size() == MANY);
        assertThat(requests).hasValue(2);
        assertThat(outputs()).hasSize((int) ((document().size() + MIB - 1) / MIB));
    }

    private boolean allSent() {
        return outputs().stream().allMatch(request -> request.bytesSent() == MIB);
    }

    private List<RecordedRequest> outputs() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT);
    }
}
