package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.FragileRepository;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.TextRepository;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {

    private final Glacier glacier = new Glacier();
    private final FragileRepository claims = new FragileRepository();

    @BeforeEach
    void bind() {
        glacier.context.getRegistry().bind("claims", claims);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job(long size) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(size, size), "");
        String job = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.clock().advance(Duration.ofSeconds(1));
        return job;
    }

    private String key(String job) {
        return glacier.simulator.vaultArn("photos") + "/jobs/" + job;
    }

    private static String quiet() {
        return "&exceptionHandler=#class:" + ChunkConsumerTest.Quiet.class.getName();
    }

    @Test
    void aFailedReleaseOfAClaimIsRepeatedWhenTheRepositoryWorksAgain() throws Exception {
        job(3L * MIB);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        glacier.route(glacier.consumerUri("chunkSize=1048576&inProgressRepository=#claims" + quiet()), e -> {
            seen.add(e.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class));
            if (seen.size() == 2) {
                claims.down = true;
                throw new IllegalStateException("The database is down");
            }
        });
        await().atMost(SOON).until(() -> claims.failures.get() > 1);
        claims.down = false;

        await().atMost(SOON).until(() -> seen.contains(2));
        assertThat(seen).containsExactly(0, 1, 1, 2);
        await().atMost(SOON).until(claims.keys::isEmpty);
    }

    @Test
    void aStopDoesNotInterruptTheReleaseOfTheClaim() throws Exception {
        job(40L * MIB);
        claims.slow = true;
        CountDownLatch begun = new CountDownLatch(3);
        glacier.route(glacier.consumerUri("chunkSize=1048576&inProgressRepository=#claims"), e -> begun.countDown());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        glacier.context.getRouteController().stopRoute("jobs");

        assertThat(claims.keys).isEmpty();
        assertThat(claims.failures).hasValue(0);
    }

    @Test
    void aForcedStopInterruptsNoCommit() throws Exception {
        String job = job(3L * MIB);
        CountDownLatch committing = new CountDownLatch(1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        TextRepository slow = new TextRepository();
        slow.refused = value -> {
            committing.countDown();
            try {
                return new CountDownLatch(1).await(3, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                failures.add(e);
                return true;
            }
        };
        glacier.context.getRegistry().bind("slow", slow);
        glacier.route(glacier.consumerUri("chunkSize=1048576&progressRepository=#slow" + quiet()), e -> {});
        glacier.context.getShutdownStrategy().setTimeout(1);
        assertThat(committing.await(60, TimeUnit.SECONDS)).isTrue();

        glacier.context.getRouteController().stopRoute("jobs");

        await().atMost(SOON).until(() -> slow.getState(key(job)) != null);
        assertThat(failures).isEmpty();
    }

    @Test
    void aForcedStopInterruptsTheMessageAndReleasesTheClaim() throws Exception {
        job(3L * MIB);
        claims.slow = true;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        glacier.context.getShutdownStrategy().setTimeout(1);
        glacier.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("inProgressRepository=#claims" + quiet()))
                        .routeId("jobs")
                        .process(e -> {
                            begun.countDown();
                            never.await();
                        });
            }
        });
        glacier.context.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        glacier.context.getRouteController().stopRoute("jobs", 1, TimeUnit.SECONDS);

        await().atMost(SOON).until(claims.keys::isEmpty);
    }

    @Test
    void aJobThatIsClaimedElsewhereDoesNotBlockTheOthers() throws Exception {
        String first = job(1);
        claims.keys.add(key(first));
        job(2);
        job(3);

        List<Message> messages = glacier.consume("outputMode=none&maxMessagesPerPoll=1&inProgressRepository=#claims");

        await().atMost(SOON).until(() -> messages.size() == 2);
        assertThat(messages).noneMatch(m -> first.equals(m.getHeader(GlacierJobConstants.ID)));
    }

    @Test
    void theJobWhoseFailureIsOldestIsTriedNext() throws Exception {
        String always = job(1);
        String once = job(2);
        List<Object> tries = new CopyOnWriteArrayList<>();
        glacier.route(glacier.consumerUri("outputMode=none&maxMessagesPerPoll=1" + quiet()), e -> {
            Object id = e.getMessage().getHeader(GlacierJobConstants.ID);
            tries.add(id);
            if (id.equals(always) || tries.indexOf(id) == tries.size() - 1) {
                throw new IllegalStateException("no");
            }
        });

        await().atMost(SOON).until(() -> tries.stream().filter(once::equals).count() == 2);
        assertThat(tries.stream().filter(always::equals).count()).isLessThan(4);
    }

    @Test
    void greedyDoesNotRepeatListingsForAJobThatAnotherNodeHolds() throws Exception {
        String job = job(1);
        claims.keys.add(key(job));
        glacier.consume("outputMode=none&greedy=true&delay=600000&inProgressRepository=#claims");

        await().atMost(SOON)
                .until(() -> !glacier.simulator.requests(Operation.LIST_JOBS).isEmpty());
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() < 3);
    }

    @Test
    void aFilterThatFailsForOneJobDoesNotStopTheOthers() throws Exception {
        String bad = job(1);
        job(2);
        java.util.function.Predicate<Object> filter = job -> {
            if (job.toString().contains(bad)) {
                throw new IllegalStateException("cannot decide");
            }
            return true;
        };
        glacier.context.getRegistry().bind("filter", filter);

        List<Message> messages = glacier.consume("outputMode=none&jobFilter=#filter" + quiet());

        await().atMost(SOON).until(() -> messages.size() == 1);
    }

    @Test
    void oneRepositoryForConsumedAndClaimedJobsIsRefused() {
        assertThatThrownBy(() -> glacier.context.getEndpoint(
                        glacier.uri("idempotentRepository=#claims&inProgressRepository=#claims")))
                .hasStackTraceContaining("must not be the idempotentRepository");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFreeSlotTakesTheNextJobOfTheSameListing(int slots) throws Exception {
        for (int size = 1; size <= 5; size++) {
            job(size);
        }
        List<Message> messages = glacier.consume("delay=600000&concurrentJobs=" + slots);

        await().atMost(SOON).until(() -> messages.size() == 5);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
    }
}
