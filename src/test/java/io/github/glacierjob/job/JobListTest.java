package io.github.glacierjob.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.figures.Counters;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

class JobListTest {

    private final GlacierSimulator simulator = GlacierSimulator.start();
    private final GlacierClient client = GlacierClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(simulator.endpoint())
            .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
            .build();
    private final GlacierJobs jobs =
            new GlacierJobs(client, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), wait -> {}, Counters.NONE);

    @BeforeEach
    void aHundredAndTwentyJobs() {
        String archive = simulator.addArchive("photos", Content.of("x"), null);
        for (int i = 0; i < 120; i++) {
            simulator.addArchiveJob("photos", archive);
        }
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private JobList all() {
        return jobs.list(VaultAddress.parse("photos", null), JobQuery.COMPLETED);
    }

    private int pages() {
        return simulator.requests(Operation.LIST_JOBS).size();
    }

    @Test
    void aPageIsRequestedWhenTheReaderReachesIt() {
        JobList list = all();
        Iterator<GlacierJobDescription> reader = list.iterator();

        for (int i = 0; i < 50; i++) {
            reader.next();
        }
        assertThat(pages()).isEqualTo(1);
        reader.next();
        assertThat(pages()).isEqualTo(2);
        assertThat(list.get(99)).isNotNull();
        assertThat(pages()).isEqualTo(2);
        assertThat(list.get(100)).isNotNull();
        assertThat(pages()).isEqualTo(3);
    }

    @Test
    void theSizeReadsEachPageOnce() {
        JobList list = all();

        assertThat(list.size()).isEqualTo(120);
        assertThat(list).hasSize(120).doesNotHaveDuplicates();
        assertThat(pages()).isEqualTo(3);
        assertThat(list.nextMarker()).isNull();
    }

    @Test
    void aSinglePageIsOneRequestAndHasItsMarker() {
        JobList page = jobs.list(VaultAddress.parse("photos", null), new JobQuery(null, null, 7, null));

        assertThat(page).hasSize(7);
        assertThat(page.nextMarker()).isNotEmpty();
        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void anAccessBeyondTheEndThrows() {
        JobList list = all();

        assertThatThrownBy(() -> list.get(120)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        Iterator<GlacierJobDescription> reader = list.iterator();
        list.forEach(job -> reader.next());
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anEmptyPageWithAMarkerIsNotTheEnd() {
        GlacierJobDescription job = GlacierJobDescription.builder().jobId("a").build();
        JobList list = new JobList(
                ListJobsResponse.builder().jobList(List.of()).marker("more").build(),
                marker -> ListJobsResponse.builder().jobList(job).marker("").build());

        assertThat(list.isEmpty()).isFalse();
        assertThat(list).containsExactly(job);
    }

    @Test
    void aCycleOfMarkersIsOneException() {
        GlacierClient cycling = new Pages(number -> "m" + number % 3, true);

        assertThatThrownBy(listOf(cycling)::size)
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("expected a new marker on each page of the job list, got 'm1' twice");
    }

    /** A thousand good pages, then a cycle of seven: it must be noticed before twice as many pages are read. */
    @Test
    void aCycleFarIntoTheListIsOneException() {
        AtomicInteger asked = new AtomicInteger();
        GlacierClient cycling = new Pages(
                number -> {
                    asked.set(number);
                    return "m" + (number < 1000 ? number : 1000 + number % 7);
                },
                true);

        assertThatThrownBy(listOf(cycling)::size)
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("expected a new marker on each page of the job list");
        assertThat(asked.get()).isLessThan(2100);
    }

    @Test
    void manyEmptyPagesInARowAreOneException() {
        GlacierClient empty = new Pages(number -> "m" + number, false);

        assertThatThrownBy(listOf(empty)::size)
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("expected jobs or the end of the job list, got 1000 empty pages in a row");
    }

    @Test
    void afterAPageThatFailedTheSameIterationContinuesWithThatPage() {
        JobList list = all();
        Iterator<GlacierJobDescription> reader = list.iterator();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            read.add(reader.next().jobId());
        }
        simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS).times(2));

        assertThatThrownBy(reader::hasNext).hasMessageContaining("not authorized");
        assertThatThrownBy(reader::next).hasMessageContaining("not authorized");
        assertThat(pages()).isEqualTo(3);
        reader.forEachRemaining(job -> read.add(job.jobId()));

        assertThat(read).hasSize(120).doesNotHaveDuplicates();
        assertThat(list).extracting(GlacierJobDescription::jobId).isEqualTo(read);
        assertThat(pages()).isEqualTo(5);
    }

    @Test
    void aCycleOfMarkersIsNoticedAfterAPageThatFailed() {
        AtomicInteger failures = new AtomicInteger();
        GlacierClient cycling = new Pages(
                number -> {
                    if (number == 3 && failures.getAndIncrement() == 0) {
                        throw SdkClientException.create("one failure");
                    }
                    return "m" + number % 3;
                },
                true);
        JobList list = listOf(cycling);

        assertThatThrownBy(list::size).hasMessageContaining("one failure");
        assertThatThrownBy(list::size).hasMessageContaining("expected a new marker on each page of the job list");
    }

    private static JobList listOf(GlacierClient service) {
        return new GlacierJobs(service, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), wait -> {}, Counters.NONE)
                .list(VaultAddress.parse("photos", null), JobQuery.ALL);
    }

    /** A service whose pages never end. */
    private static final class Pages implements GlacierClient {

        private final IntFunction<String> markers;
        private final boolean full;
        private int number;

        Pages(IntFunction<String> markers, boolean full) {
            this.markers = markers;
            this.full = full;
        }

        @Override
        public ListJobsResponse listJobs(ListJobsRequest request) {
            return ListJobsResponse.builder()
                    .jobList(full ? List.of(GlacierJobDescription.builder().build()) : List.of())
                    .marker(markers.apply(++number))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
