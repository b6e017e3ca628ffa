package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class JobChoiceTest {

    private final Glacier glacier = new Glacier();
    private String archive;

    @BeforeEach
    void archive() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(8, 3L * MIB), "");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job(String description) {
        String id = glacier.simulator.addArchiveJob("photos", archive, description);
        glacier.simulator.clock().advance(Duration.ofSeconds(1));
        return id;
    }

    private static List<Object> ids(List<Message> messages) {
        return messages.stream().map(m -> m.getHeader(GlacierJobConstants.ID)).toList();
    }

    private void afterThreePolls() {
        int polls = glacier.simulator.requests(Operation.LIST_JOBS).size();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= polls + 3);
    }

    @ParameterizedTest
    @CsvSource({"app1-daily,1", "app1-*,2", "app[12]-daily,2", "nobody,0"})
    void theDescriptionIsMatchedExactlyByPrefixOrByRegularExpression(String pattern, int jobs) throws Exception {
        job("app1-daily");
        job("app2-daily");
        job("app1-weekly");
        job(null);

        List<Message> messages = glacier.consume("outputMode=none&description=RAW(" + pattern + ")");

        afterThreePolls();
        assertThat(messages).hasSize(jobs);
    }

    @Test
    void onlyTheChosenActionsAreConsumed() throws Exception {
        job("archive");
        String inventory = glacier.simulator.addInventoryJob("photos", "JSON");

        List<Message> messages = glacier.consume("outputMode=none&actions=InventoryRetrieval,Select");

        afterThreePolls();
        assertThat(ids(messages)).containsExactly(inventory);
    }

    @Test
    void aSimplePredicateReadsTheDescriptionFromTheBody() throws Exception {
        String wanted = job("yes");
        job("no");

        List<Message> messages = glacier.consume("outputMode=none&jobFilter=RAW(${body.jobDescription} == 'yes')");

        afterThreePolls();
        assertThat(ids(messages)).containsExactly(wanted);
    }

    @Test
    void aPredicateBeanChoosesJobs() throws Exception {
        String wanted = job("yes");
        job("no");
        Predicate<GlacierJobDescription> filter = description -> "yes".equals(description.jobDescription());
        glacier.context.getRegistry().bind("mine", filter);

        List<Message> messages = glacier.consume("outputMode=none&jobFilter=#mine");

        afterThreePolls();
        assertThat(ids(messages)).containsExactly(wanted);
    }

    @Test
    void theJobThatCompletedFirstIsConsumedFirst() throws Exception {
        String first = job("1");
        String second = job("2");
        String third = job("3");

        List<Message> messages = glacier.consume("outputMode=none");

        await().atMost(SOON).until(() -> messages.size() == 3);
        assertThat(ids(messages)).containsExactly(first, second, third);
    }

    @Test
    void aSingleJobIsPolledWithDescribeJobOnly() throws Exception {
        job("another");
        String wanted = job("mine");

        List<Message> messages = glacier.consume("outputMode=none&jobId=" + wanted);

        await().atMost(SOON).until(() -> messages.size() == 1);
        assertThat(ids(messages)).containsExactly(wanted);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @Test
    void aPollStartsAtMostMaxMessagesPerPollNewJobs() throws Exception {
        for (int i = 0; i < 6; i++) {
            job("n" + i);
        }
        CountDownLatch taken = new CountDownLatch(2);
        List<Object> seen = new CopyOnWriteArrayList<>();
        glacier.route(glacier.uri("initialDelay=0&delay=600000&outputMode=none&maxMessagesPerPoll=2"), e -> {
            seen.add(e.getMessage().getHeader(GlacierJobConstants.ID));
            taken.countDown();
        });

        assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> seen.size() == 2);
    }

    @Test
    void concurrentJobsSaysHowManyOutputsAreConsumedAtATime() throws Exception {
        for (int i = 0; i < 4; i++) {
            job("n" + i);
        }
        CountDownLatch together = new CountDownLatch(3);
        AtomicInteger met = new AtomicInteger();
        glacier.route(glacier.consumerUri("outputMode=none&concurrentJobs=3"), e -> {
            together.countDown();
            if (together.await(60, TimeUnit.SECONDS)) {
                met.incrementAndGet();
            }
        });

        await().atMost(SOON).until(() -> met.get() == 4);
    }

    @Test
    void anOutputThatFailsTooOftenIsParkedAndTheOthersGoFirst() throws Exception {
        String bad = job("bad");
        List<Object> seen = new CopyOnWriteArrayList<>();
        glacier.route(
                glacier.consumerUri("maxJobFailures=3&chunkSize=4194304&exceptionHandler=#class:"
                        + ChunkConsumerTest.Quiet.class.getName()),
                e -> {
                    seen.add(e.getMessage().getHeader(GlacierJobConstants.ID));
                    if (bad.equals(e.getMessage().getHeader(GlacierJobConstants.ID))) {
                        throw new IllegalStateException("never");
                    }
                });
        await().atMost(SOON).until(() -> seen.size() == 3);
        String good = job("good");

        await().atMost(SOON).until(() -> seen.contains(good));
        afterThreePolls();
        assertThat(seen).containsExactly(bad, bad, bad, good);
    }

    @Test
    void aJobThatIsNotCompletedIsIgnored() throws Exception {
        try (Glacier slow = new Glacier(io.github.glacierjob.simulator.GlacierSimulator.builder()
                .archiveJobDuration(io.github.glacierjob.simulator.Tier.STANDARD, Duration.ofHours(4)))) {
            String slowArchive = slow.simulator.addArchive("photos", Content.seeded(1, 10), "");
            String job = slow.simulator.addArchiveJob("photos", slowArchive);
            List<Message> messages = slow.consume("outputMode=none");
            await().atMost(SOON)
                    .until(() -> slow.simulator.requests(Operation.LIST_JOBS).size() >= 3);
            assertThat(messages).isEmpty();

            slow.simulator.clock().advance(Duration.ofHours(4));
            await().atMost(SOON).until(() -> messages.size() == 1);
            assertThat(ids(messages)).containsExactly(job);
        }
    }

    @Test
    void aMissingSingleJobIsReportedOnce() throws Exception {
        List<Object> reports = new CopyOnWriteArrayList<>();
        glacier.context.getRegistry().bind("reports", new ChunkConsumerTest.Quiet(reports));
        glacier.consume("jobId=gone&exceptionHandler=#reports");

        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.DESCRIBE_JOB).size() >= 4);
        assertThat(reports).hasSize(1);
    }

    @Test
    void emptyFilterOptionsAcceptEveryJob() throws Exception {
        job("any");

        List<Message> messages = glacier.consume("outputMode=none&description=&actions=&jobId=");

        await().atMost(SOON).until(() -> messages.size() == 1);
    }
}
