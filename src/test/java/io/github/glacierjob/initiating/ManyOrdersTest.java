package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders with reuseExistingJob share their listings, and still no order pays for a job that exists. */
@Tag("core")
@Timeout(300)
class ManyOrdersTest {

    private static final String EMPTY_LIST = "{\"JobList\":[],\"Marker\":null}";

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier = new Glacier(GlacierSimulator.builder().clock(clock));
    private final String uri =
            glacier.uri("operation=initiateJob&reuseExistingJob=true&jobType=archive-retrieval&clock=#clock");
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        glacier.context.getRegistry().bind("clock", clock);
        glacier.context.start();
        template = glacier.context.createProducerTemplate();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private List<String> archives(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> glacier.simulator.addArchive("photos", Content.of("x" + i), null))
                .toList();
    }

    private Exchange order(String to, String archive) {
        return template.request(to, exchange -> exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive));
    }

    private String ordered(String to, String archive) {
        Exchange exchange = order(to, archive);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader("CamelGlacierJobId", String.class);
    }

    private int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    /** The archives of the requests that created a job. */
    private List<String> paidFor() {
        return glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .map(request -> request.body().replaceAll(".*\"ArchiveId\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    @Test
    void twoThousandOrdersInAMinuteCauseAtMostTwoHundredListings() {
        List<String> archives = archives(2000);

        for (String archive : archives) {
            ordered(uri, archive);
            clock.advance(Duration.ofMillis(30));
        }

        assertThat(paidFor()).containsExactlyElementsOf(archives);
        System.out.printf("2,000 orders in a minute: %d ListJobs%n", requests(Operation.LIST_JOBS));
        assertThat(requests(Operation.LIST_JOBS)).isLessThanOrEqualTo(200);
    }

    @Test
    void repeatedOrdersUseTheSameJobs() {
        List<String> archives = archives(100);
        List<String> first =
                archives.stream().map(archive -> ordered(uri, archive)).toList();

        List<String> second =
                archives.stream().map(archive -> ordered(uri, archive)).toList();

        assertThat(second).isEqualTo(first);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(100);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsLostAmongManyOrdersPaysOnceThoughTheListIsTwoListingsLate() throws Exception {
        List<String> archives = archives(300);
        archives.subList(0, 100).forEach(archive -> ordered(uri, archive));
        glacier.simulator.inject(Fault.answerLost());
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", EMPTY_LIST)
                .on(Operation.LIST_JOBS)
                .times(2));

        List<String> jobs = atTheSameTime(archives.subList(100, 300).stream()
                .map(archive -> (Callable<String>) () -> ordered(uri, archive))
                .toList());

        assertThat(jobs).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(paidFor()).containsExactlyInAnyOrderElementsOf(archives);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(300);
        assertThat(requests(Operation.LIST_JOBS)).isLessThan(40);
    }

    @Test
    void equalOrdersThroughSeveralEndpointsPayOnce() throws Exception {
        List<String> archives = archives(40);
        List<Callable<String>> orders = new ArrayList<>();
        for (String archive : archives) {
            orders.add(() -> ordered(uri, archive));
            orders.add(() -> ordered(uri + "&maxRetries=7", archive));
            orders.add(() -> ordered(uri, archive));
        }

        List<String> jobs = atTheSameTime(orders);

        assertThat(paidFor()).containsExactlyInAnyOrderElementsOf(archives);
        for (int i = 0; i < jobs.size(); i += 3) {
            assertThat(jobs.subList(i, i + 3)).containsOnly(jobs.get(i));
        }
    }

    @Test
    void anOrderAfterALostAnswerDoesNotTrustAnOlderListing() {
        String impatient = uri + "&maxRetries=0";
        List<String> archives = archives(2);
        ordered(impatient, archives.get(0));
        glacier.simulator.inject(Fault.answerLost());
        glacier.simulator.inject(
                Fault.rawAnswer(200, "application/json", EMPTY_LIST).on(Operation.LIST_JOBS));
        assertThat(order(impatient, archives.get(1)).getException()).hasMessageContaining("may exist");

        ordered(impatient, archives.get(1));

        assertThat(paidFor()).containsExactlyElementsOf(archives);
    }

    @Test
    void aWholeArchiveAndItsWholeRangeAreOneJobEvenBeforeTheListShowsIt() {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), null);
        String job = ordered(uri, archive);

        assertThat(ordered(uri + "&retrievalByteRange=0-3145727", archive)).isEqualTo(job);
        Exchange sameEndpoint = template.request(uri, exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
            exchange.getMessage().setHeader("CamelGlacierJobRetrievalByteRange", "0-3145727");
        });
        assertThat(sameEndpoint.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        assertThat(paidFor()).containsExactly(archive);
    }

    /** The price of the shared listing, which the manual describes. */
    @Test
    void aNewJobOfAnotherProgramMayBeMissedAndIsFoundLater() {
        List<String> archives = archives(3);
        ordered(uri, archives.get(0));
        String missed = glacier.simulator.addArchiveJob("photos", archives.get(1));
        assertThat(ordered(uri, archives.get(1))).isNotEqualTo(missed);

        String found = glacier.simulator.addArchiveJob("photos", archives.get(2));
        clock.advance(Duration.ofSeconds(16));

        assertThat(ordered(uri, archives.get(2))).isEqualTo(found);
    }

    @Test
    void aFailedListingFailsOnlyTheOrdersThatWaitedForIt() {
        List<String> archives = archives(2);
        glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS));

        assertThat(order(uri, archives.get(0)).getException()).hasMessageContaining("not authorized");
        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        ordered(uri, archives.get(1));

        assertThat(paidFor()).containsExactly(archives.get(1));
    }

    private static List<String> atTheSameTime(List<Callable<String>> orders) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<String> jobs = new ArrayList<>();
            for (Future<String> job : threads.invokeAll(orders, 200, TimeUnit.SECONDS)) {
                jobs.add(job.get());
            }
            return jobs;
        } finally {
            threads.shutdownNow();
        }
    }
}
