package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a listing in which jobs are missing, with the repositories in memory. */
class EmptyListingTest {

    private static final int JOBS = 3;

    private final Glacier glacier = new Glacier();
    private final Consumption consumption = new Consumption(glacier);

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job(long seed) {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(seed, MIB), ""));
    }

    private void emptyListings(String body) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", body)
                .on(Operation.LIST_JOBS)
                .times(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"JobList\":[],\"Marker\":null}", "{\"JobList\":null}"})
    void anEmptyListingRepeatsNoConsumedOutput(String body) throws Exception {
        for (int i = 0; i < JOBS; i++) {
            job(i);
        }
        consumption.start("parallelism=2");
        await().atMost(SOON).until(() -> consumption.messages.size() == JOBS);
        emptyListings(body);
        consumption.awaitPolls();
        consumption.awaitPolls();

        assertThat(consumption.messages).hasSize(JOBS);
        assertThat(consumption.reports).isEmpty();
    }

    @Test
    void anEmptyListingRepeatsNoReportAndResumesNoParkedJob() throws Exception {
        glacier.simulator.spoilTreeHash(job(1));
        consumption.start("parallelism=2");
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> consumer.getParkedJobs() == 1);
        emptyListings("{}");
        consumption.awaitPolls();
        consumption.awaitPolls();

        assertThat(consumption.reports).hasSize(1);
        assertThat(consumer.getParkedJobs()).isEqualTo(1);
    }
}
