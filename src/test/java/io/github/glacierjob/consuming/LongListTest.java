package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job list of many pages is not read at each poll; the polls in between use the result of the last listing. */
@Timeout(180)
class LongListTest {

    private static final int JOBS = 300;

    private final Glacier glacier = new Glacier(GlacierSimulator.builder().jobsPerPage(1));
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private List<String> jobs;

    @BeforeEach
    void retrieve() {
        String archive = glacier.simulator.addArchive("photos", Content.of("x"), null);
        jobs = IntStream.range(0, JOBS)
                .mapToObj(i -> glacier.simulator.addArchiveJob("photos", archive))
                .toList();
        jobs.forEach(glacier.simulator::completeJob);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private GlacierJobConsumer consumer() {
        return (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
    }

    private int take(String job, String failing) {
        int seen = times.merge(job, 1, Integer::sum);
        if (job.equals(failing) && seen < 3) {
            throw new IllegalStateException("not this one");
        }
        return seen;
    }

    @Test
    void aLongListIsNotReadAtEachPollAndAFailedJobIsTriedAgainAtTheNextPoll() throws Exception {
        String failing = jobs.get(7);
        glacier.route(
                glacier.consumerUri("outputMode=none&maxJobFailures=0"),
                exchange -> take(exchange.getMessage().getHeader("CamelGlacierJobId", String.class), failing));

        await().atMost(SOON).until(() -> times.size() == JOBS && times.get(failing) == 3);

        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(JOBS);
        assertThat(consumer().getListRequests()).isEqualTo(JOBS);
        assertThat(consumer().getLastListingPages()).isEqualTo(JOBS);
        assertThat(consumer().getLastListingMillis()).isPositive();
        assertThat(consumer().getNextListingInMillis()).isPositive();
        times.remove(failing);
        assertThat(times.values()).containsOnly(1);
    }

    @Test
    void laterPollsTakeTheirJobsFromTheListThatWasRead() throws Exception {
        glacier.route(
                glacier.consumerUri("outputMode=none&maxMessagesPerPoll=20"),
                exchange -> take(exchange.getMessage().getHeader("CamelGlacierJobId", String.class), null));

        await().atMost(SOON).until(() -> times.size() == JOBS);

        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(JOBS);
        assertThat(times.values()).containsOnly(1);
    }

    @Test
    void aStartOfTheRouteReadsTheListAtOnceAndNothingIsConsumedTwice() throws Exception {
        glacier.route(
                glacier.consumerUri("outputMode=none"),
                exchange -> take(exchange.getMessage().getHeader("CamelGlacierJobId", String.class), null));
        await().atMost(SOON).until(() -> times.size() == JOBS);

        glacier.context.getRouteController().stopRoute("jobs");
        glacier.context.getRouteController().startRoute("jobs");

        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() == 2 * JOBS);
        await().atMost(SOON).until(() -> consumer().getNextListingInMillis() > 0);
        assertThat(times.values()).containsOnly(1);
    }
}
