package io.github.glacierjob.internal.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.figures.Counters;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Callers share one listing, and never get a listing that is too old for their purpose. */
@Timeout(180)
class SharedListingTest {

    private static final Duration STALL = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong step = new AtomicLong();
    private final GlacierSimulator simulator =
            GlacierSimulator.builder().jobsPerPage(2).start();
    private final GlacierClient client = GlacierClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(simulator.endpoint())
            .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
            .build();
    private final GlacierJobs jobs =
            new GlacierJobs(client, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), wait -> {}, Counters.NONE);
    private final SharedListing listing =
            new SharedListing(jobs, VaultAddress.parse("photos", null), clock, () -> nanos.addAndGet(step.get()));
    private String archive;

    @BeforeEach
    void upload() {
        simulator.createVault("photos");
        archive = simulator.addArchive("photos", Content.of("x"), null);
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private SharedListing listing(String vault) {
        return new SharedListing(jobs, VaultAddress.parse(vault, null), clock, () -> nanos.addAndGet(step.get()));
    }

    private int requests() {
        return simulator.requests(Operation.LIST_JOBS).size();
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    private JobSnapshot recent() {
        return listing.recent(Moment.START);
    }

    private List<String> ids(JobSnapshot snapshot) {
        return snapshot.ofArchive(archive).stream()
                .map(GlacierJobDescription::jobId)
                .toList();
    }

    private GlacierJobDescription own(String id) {
        return GlacierJobDescription.builder()
                .jobId(id)
                .archiveId(archive)
                .action("ArchiveRetrieval")
                .build();
    }

    private void theListShowsNothing(int times) {
        simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .times(times));
    }

    /** Begins a listing whose first answer is late. */
    private CompletableFuture<JobSnapshot> slowListing() {
        simulator.inject(Fault.stallBeforeAnswer(STALL).on(Operation.LIST_JOBS));
        CompletableFuture<JobSnapshot> first = new CompletableFuture<>();
        thread(first, this::recent);
        await().atMost(60, TimeUnit.SECONDS).until(() -> requests() == 1);
        return first;
    }

    private static <T> Thread thread(CompletableFuture<T> result, Callable<T> work) {
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void untilItWaits(Thread thread) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void aSnapshotIsUsedForAWhileAndThenReadAgain() {
        String first = simulator.addArchiveJob("photos", archive);
        assertThat(ids(recent())).containsExactly(first);
        String second = simulator.addArchiveJob("photos", archive);

        pass(SharedListing.LEAST_AGE);
        assertThat(ids(recent())).containsExactly(first);
        pass(Duration.ofNanos(1));
        assertThat(ids(recent())).containsExactly(first, second);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aSlowListingIsUsedLonger() {
        step.set(Duration.ofSeconds(3).toNanos());
        recent();
        step.set(0);

        pass(Duration.ofSeconds(30));
        recent();
        assertThat(requests()).isEqualTo(1);
        pass(Duration.ofSeconds(31));
        recent();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aMachineThatSleptOrAClockThatWasSetMakesASnapshotOld() {
        recent();
        clock.advance(Duration.ofHours(1));
        recent();
        assertThat(requests()).isEqualTo(2);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        recent();
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void theAgeIsConfigurable() {
        recent();
        pass(Duration.ofSeconds(2));

        listing.recent(Duration.ofSeconds(2));
        assertThat(requests()).isEqualTo(1);
        listing.recent(Duration.ofSeconds(1));
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void allCallersThatNeedAListingAfterAMomentShareTheNextOne() throws Exception {
        CompletableFuture<JobSnapshot> first = slowListing();
        String job = simulator.addArchiveJob("photos", archive);
        Moment ended = Moment.now();

        List<CompletableFuture<JobSnapshot>> others = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> {
            others.add(new CompletableFuture<>());
            thread(others.get(i), () -> listing.begunAfter(ended));
        });

        for (CompletableFuture<JobSnapshot> other : others) {
            JobSnapshot snapshot = other.get(60, TimeUnit.SECONDS);
            assertThat(snapshot.begun().isAfter(ended)).isTrue();
            assertThat(ids(snapshot)).containsExactly(job);
        }
        assertThat(first).isCompleted();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aCallerSharesTheListingThatIsBeingRead() throws Exception {
        CompletableFuture<JobSnapshot> first = slowListing();
        CompletableFuture<JobSnapshot> second = new CompletableFuture<>();
        thread(second, this::recent);

        assertThat(second.get(60, TimeUnit.SECONDS)).isSameAs(first.get(60, TimeUnit.SECONDS));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aFailureReachesTheWaitingCallersAndNoLaterOnes() throws Exception {
        SharedListing missing = listing("missing");
        simulator.inject(Fault.stallBeforeAnswer(STALL).on(Operation.LIST_JOBS));
        CompletableFuture<JobSnapshot> first = new CompletableFuture<>();
        thread(first, () -> missing.recent(Moment.START));
        await().atMost(60, TimeUnit.SECONDS).until(() -> requests() == 1);
        CompletableFuture<JobSnapshot> second = new CompletableFuture<>();
        untilItWaits(thread(second, () -> missing.recent(Moment.START)));

        assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(AwsServiceException.class);
        simulator.createVault("missing");
        assertThat(missing.recent(Moment.START).ofArchive(archive)).isEmpty();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aReaderThatIsStoppedDoesNotStopTheOthers() throws Exception {
        simulator.inject(Fault.stallBeforeAnswer(STALL).on(Operation.LIST_JOBS));
        CompletableFuture<JobSnapshot> first = new CompletableFuture<>();
        Thread reader = thread(first, this::recent);
        await().atMost(60, TimeUnit.SECONDS).until(() -> requests() == 1);
        CompletableFuture<JobSnapshot> second = new CompletableFuture<>();
        untilItWaits(thread(second, this::recent));

        reader.interrupt();

        assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(second.get(60, TimeUnit.SECONDS).ofArchive(archive)).isEmpty();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aWaitingCallerCanBeStopped() throws Exception {
        CompletableFuture<JobSnapshot> first = slowListing();
        CompletableFuture<JobSnapshot> second = new CompletableFuture<>();
        Thread waiting = thread(second, this::recent);
        untilItWaits(waiting);

        waiting.interrupt();

        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS)).hasMessageContaining("Stopped while");
        assertThat(first.get(60, TimeUnit.SECONDS).ofArchive(archive)).isEmpty();
    }

    @Test
    void anOwnJobIsVisibleAtOnceAndUntilAListingShowsIt() {
        JobSnapshot old = recent();
        String job = simulator.addArchiveJob("photos", archive);
        listing.add(own(job));
        assertThat(ids(recent())).containsExactly(job);

        theListShowsNothing(2);
        assertThat(ids(listing.begunAfter(Moment.now()))).containsExactly(job);
        assertThat(ids(listing.begunAfter(Moment.now()))).containsExactly(job);
        JobSnapshot shown = listing.begunAfter(Moment.now());

        assertThat(shown.ofArchive(archive)).hasSize(1).allMatch(listed -> listed.vaultARN() != null);
        assertThat(ids(old)).as("held by an order that was slow").containsExactly(job);
    }

    @Test
    void anOwnJobThatIsNeverListedIsRemovedAfterTheSettlingTime() {
        listing.add(own("lost"));
        pass(OwnJobs.SETTLED.minusNanos(1));
        assertThat(ids(recent())).containsExactly("lost");
        pass(OwnJobs.SETTLED);

        assertThat(ids(recent())).isEmpty();
    }

    @Test
    void aJobThatIsRemovedForLackOfSpaceInvalidatesOlderSnapshots() {
        recent();
        for (int i = 0; i < OwnJobs.MOST; i++) {
            listing.add(own("job" + i));
        }
        recent();
        assertThat(requests()).isEqualTo(1);

        listing.add(own("one more"));
        recent();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void theTimeOfTheServiceAdvancesWhileASnapshotAges() {
        JobSnapshot snapshot = recent();
        var now = snapshot.now();
        pass(Duration.ofSeconds(7));

        assertThat(snapshot.now()).isEqualTo(now.plusSeconds(7));
        assertThat(snapshot.earliest(Duration.ofSeconds(60))).isEqualTo(now.minusSeconds(63));
    }
}
