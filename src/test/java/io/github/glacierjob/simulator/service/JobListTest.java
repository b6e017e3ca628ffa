package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.ArchiveJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;
import software.amazon.awssdk.services.glacier.model.StatusCode;

class JobListTest extends AbstractSimulatorTest {

    @Test
    void jobsAreListedInTheOrderOfTheirInitiationFiftyAtATime() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(simulator.addInventoryJob(VAULT, "JSON", "job " + i));
        }

        ListJobsResponse first = client.listJobs(r -> r.vaultName(VAULT).limit("1000"));
        assertThat(first.jobList()).hasSize(50);
        assertThat(first.marker()).isNotEmpty();
        assertThat(client.listJobsPaginator(r -> r.vaultName(VAULT).limit("7")).jobList())
                .extracting(GlacierJobDescription::jobId)
                .containsExactlyElementsOf(ids);
        simulator.expireJob(ids.get(50));
        assertThat(client.listJobs(r -> r.vaultName(VAULT).marker(first.marker()))
                        .jobList())
                .extracting(GlacierJobDescription::jobId)
                .first()
                .isEqualTo(ids.get(51));
    }

    @Test
    void theLastPageHasANullMarker() {
        assertThat(get("/-/vaults/photos/jobs").body()).isEqualTo("{\"JobList\":[],\"Marker\":null}");
    }

    @Test
    void jobsAreFilteredByStatusAndCompletion() {
        restart(GlacierSimulator.builder().inventoryJobDuration(Duration.ofHours(4)));
        String running = simulator.addInventoryJob(VAULT, "JSON");
        String succeeded = simulator.addInventoryJob(VAULT, "JSON");
        String failed = simulator.addInventoryJob(VAULT, "JSON");
        simulator.completeJob(succeeded);
        simulator.failJob(failed, "Failed");

        assertThat(listed("InProgress", null)).containsExactly(running);
        assertThat(listed("Failed", null)).containsExactly(failed);
        assertThat(listed(null, "true")).containsExactly(succeeded, failed);
        assertThat(listed("Succeeded", "true")).containsExactly(succeeded);
        assertThat(listed("Succeeded", "false")).isEmpty();
        assertThat(client.describeJob(r -> r.vaultName(VAULT).jobId(failed)).statusCode())
                .isEqualTo(StatusCode.FAILED);
    }

    private List<String> listed(String status, String completed) {
        return client.listJobs(r -> r.vaultName(VAULT).statuscode(status).completed(completed)).jobList().stream()
                .map(GlacierJobDescription::jobId)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, Invalid limit: 0",
        "limit=-1, Invalid limit: -1",
        "limit=x, Invalid limit: x",
        "limit=, 'Invalid limit: '",
        "marker=x, Invalid marker: x",
        "statuscode=finished, The job status code is not valid: finished",
        "completed=yes, The job completion filter is not valid: yes"
    })
    void badListParametersAreRefused(String query, String message) {
        assertThat(get("/-/vaults/photos/jobs?" + query).body())
                .isEqualTo(error("InvalidParameterValueException", message));
    }

    @Test
    void aThousandJobsAreListedQuickly() {
        String archiveId = simulator.addArchive(VAULT, Content.seeded(1, 40L << 40), null);
        for (int i = 0; i < 1000; i++) {
            simulator.addArchiveJob(VAULT, archiveId);
        }
        long begun = System.nanoTime();

        assertThat(client.listJobsPaginator(r -> r.vaultName(VAULT)).jobList()).hasSize(1000);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aPageAmongAHundredThousandJobsReadsOnlyItsOwnJobs() {
        restart(GlacierSimulator.builder().requestsKept(0).archiveJobDuration(Tier.BULK, Duration.ofHours(12)));
        String archiveId = simulator.addArchive(VAULT, Content.seeded(1, 100), null);
        ArchiveJob running = ArchiveJob.of(archiveId).tier(Tier.BULK);
        for (int i = 0; i < 100_000; i++) {
            String job = simulator.addArchiveJob(VAULT, i % 1000 == 7 ? ArchiveJob.of(archiveId) : running);
            if (i % 1000 == 8) {
                simulator.failJob(job, "Failed");
            }
        }
        long begun = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            assertThat(listed("Succeeded", "true")).hasSize(50);
            assertThat(listed(null, "true")).hasSize(50);
        }
        assertThat(client.listJobsPaginator(r -> r.vaultName(VAULT).completed("true"))
                        .jobList())
                .hasSize(200);
        assertThat(client.listJobsPaginator(r -> r.vaultName(VAULT)).jobList()).hasSize(100_000);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.requestCount(Operation.LIST_JOBS)).isEqualTo(200 + 4 + 2000);
        simulator.clock().advance(Duration.ofHours(13));
        simulator.clock().advance(Duration.ofHours(11));
        assertThat(simulator.jobs(VAULT)).hasSize(100_000 - 200);
        simulator.clock().advance(Duration.ofHours(12));
        assertThat(simulator.jobs(VAULT)).isEmpty();
    }

    @Test
    void aDelayedListShowsAJobAfterTheGivenNumberOfListings() {
        simulator.inject(Fault.listLag(2).always());
        String early = simulator.addInventoryJob(VAULT, "JSON");
        assertThat(listed(null, null)).isEmpty();
        String late = simulator.addInventoryJob(VAULT, "JSON");

        assertThat(listed(null, null)).isEmpty();
        assertThat(listed(null, null)).containsExactly(early);
        assertThat(listed(null, null)).containsExactly(early, late);
        assertThat(client.describeJob(r -> r.vaultName(VAULT).jobId(late)).completed())
                .isTrue();
    }

    @Test
    void theLaterPagesOfADelayedListMatchTheFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(simulator.addInventoryJob(VAULT, "JSON"));
        }
        listed(null, null);
        simulator.addInventoryJob(VAULT, "JSON");
        simulator.inject(Fault.listLag(1));

        assertThat(client.listJobsPaginator(r -> r.vaultName(VAULT).limit("2")).jobList())
                .extracting(GlacierJobDescription::jobId)
                .containsExactlyElementsOf(ids);
        assertThat(listed(null, null)).hasSize(6);
    }
}
