package io.github.glacierjob.renewing;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.TextRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive whose output expires. On the clock of the test, a retrieval takes 4 hours, and an output exists for 24
 * hours.
 */
abstract class AbstractExpiryTest {

    static final int CHUNKS = 6;
    static final Content CONTENT = Content.seeded(11, (long) CHUNKS * MIB);
    static final Duration RETRIEVAL = Duration.ofHours(4);

    @TempDir
    Path directory;

    final ManualClock clock = new ManualClock();
    final Glacier glacier =
            new Glacier(GlacierSimulator.builder().clock(clock).archiveJobDuration(Tier.STANDARD, RETRIEVAL));
    final TextRepository progress = new TextRepository();
    final MemoryIdempotentRepository consumed = new MemoryIdempotentRepository();
    final MemoryIdempotentRepository claims = new MemoryIdempotentRepository();
    final List<Message> messages = new CopyOnWriteArrayList<>();
    final Consumption reports = new Consumption(glacier);
    final Set<Integer> expiringChunks = ConcurrentHashMap.newKeySet();
    volatile int failingChunk = -1;
    String archive;
    String job;

    @AfterEach
    void close() {
        glacier.close();
    }

    void retrieve() {
        archive = glacier.simulator.addArchive("photos", CONTENT, "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "for the album");
        clock.advance(RETRIEVAL);
    }

    void start(String options) throws Exception {
        start(glacier.context, "outputMode=chunks" + options);
    }

    void start(CamelContext context, String options) throws Exception {
        context.getRegistry().bind("progress", progress);
        context.getRegistry().bind("consumed", consumed);
        context.getRegistry().bind("claims", claims);
        context.getRegistry().bind("reports", reports);
        context.getRegistry().bind("clock", clock);
        String uri = glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME
                + "&progressRepository=#progress&idempotentRepository=#consumed&inProgressRepository=#claims"
                + "&exceptionHandler=#reports&clock=#clock&" + options);
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("jobs").process(AbstractExpiryTest.this::take);
            }
        });
        context.start();
    }

    void take(Exchange exchange) {
        Integer chunk = exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
        if (chunk != null && chunk == failingChunk) {
            throw new IllegalStateException("not this one");
        }
        messages.add(exchange.getMessage().copy());
        if (chunk != null && expiringChunks.remove(chunk + 1)) {
            clock.advance(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));
        }
    }

    /** When the route has the previous chunk, a day passes and the job is removed. */
    void expireAt(int chunk) {
        expireAt(chunk, job);
    }

    void expireAt(int chunk, String job) {
        expiringChunks.add(chunk);
        glacier.simulator.inject(Fault.expired()
                .on(Operation.GET_JOB_OUTPUT)
                .job(job)
                .rangeStart((long) chunk * MIB)
                .times(1));
    }

    /** Half of the output is consumed, the route fails at the next chunk, the application stops, and a day passes. */
    void consumeHalfAndComeBackTooLate() throws Exception {
        failingChunk = CHUNKS / 2;
        start("");
        reports.awaitReport();
        glacier.restart();
        reports.reports.clear();
        failingChunk = -1;
        clock.advance(Duration.ofHours(25));
    }

    int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    void awaitPayment() {
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        await().atMost(SOON).until(() -> progress.states.values().stream()
                .anyMatch(line -> line.contains("\t" + newJob() + "\tfalse\t")));
    }

    String newJob() {
        var jobs = glacier.simulator.jobs("photos");
        return jobs.get(jobs.size() - 1).id();
    }

    void awaitChunks(int count) {
        await().atMost(SOON).until(() -> messages.size() >= count);
    }

    List<Integer> chunks() {
        return messages.stream()
                .map(message -> message.getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class))
                .toList();
    }

    static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    List<String> rangesOf(String jobId) {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.jobId().equals(jobId))
                .map(RecordedRequest::range)
                .toList();
    }

    /**
     * Checks that every byte arrived once, in order, under the id of the first job, for one payment, and that no work
     * is left.
     */
    void assertWholeOutputForOnePayment() {
        awaitChunks(CHUNKS);
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();
        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(messages).allSatisfy(message -> {
            int chunk = message.getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
            assertThat(message.getBody(byte[].class)).isEqualTo(CONTENT.expected((long) chunk * MIB, MIB));
            assertThat(message.getHeader(GlacierJobConstants.ID)).isEqualTo(job);
        });
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }
}
