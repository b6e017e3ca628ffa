package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/** Runs one cell of the fault matrix: a route that consumes an output of five ranges, and its result. */
final class MatrixRun implements AutoCloseable {

    static final long SIZE = 4L * MIB + 123;
    static final String THIRD = "bytes=2097152-3145727";

    final Glacier glacier = new Glacier();
    final String job;
    final MatrixColumn column;
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final Path directory;
    private final Consumption reports = new Consumption(glacier);
    private final MatrixFault fault;
    private final Content content;
    private final List<InjectedFault> injected = new ArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private volatile Thread stopper;
    private volatile boolean failed;

    /** The part of the output that the route read from a message, and whether the message was read to its end. */
    record Taken(long start, byte[] bytes, Object proof, boolean complete) {}

    MatrixRun(MatrixFault fault, MatrixColumn column, Path directory) throws Exception {
        this.fault = fault;
        this.column = column;
        this.directory = directory;
        long size = fault == MatrixFault.NO_ROOM ? Files.getFileStore(directory).getTotalSpace() + SIZE : SIZE;
        content = Content.seeded(9, size);
        job = glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
        fault.prepare(this);
    }

    void inject(Fault one) {
        injected.add(glacier.simulator.inject(one));
    }

    /** How often the fault has happened. */
    int happened() {
        return (int) injected.stream().mapToLong(InjectedFault::happened).sum();
    }

    void start() throws Exception {
        glacier.context.getRegistry().bind("reports", reports);
        String options =
                "chunkSize=1048576&outputMode=" + column.mode() + "&workDirectory=" + directory + fault.options();
        if (column.isConsumer()) {
            route(glacier.consumerUri(options + "&exceptionHandler=#reports"), List.of());
        } else {
            route("direct:get", List.of(glacier.uri(options + "&operation=getJobOutput&jobId=" + job)));
            Exception failure = glacier.request("direct:get", exchange -> {}).getException();
            if (failure != null) {
                errors.add(failure);
            }
        }
    }

    private void route(String from, List<String> to) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> route = from(from).routeId("jobs");
                to.forEach(route::to);
                if (column.isSplit()) {
                    route = route.split(body()).streaming().stopOnException();
                }
                if (column.isRanges()) {
                    route.to(glacier.uri("operation=getJobOutput" + fault.options()));
                }
                route.process(MatrixRun.this::take);
            }
        });
    }

    private void take(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        long start = message.getHeader(GlacierJobConstants.CHUNK_START, 0L, Long.class);
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        boolean complete = false;
        try (InputStream in = open(message)) {
            byte[] piece = in.readNBytes(MIB);
            while (piece.length > 0) {
                int index = (int) ((start + came.size()) / MIB);
                came.write(piece);
                taken(index);
                piece = in.readNBytes(MIB);
            }
            complete = true;
        } finally {
            Object proof = message.getHeader(GlacierJobConstants.PROOF);
            taken.add(new Taken(start, came.toByteArray(), proof, complete));
        }
    }

    private static InputStream open(Message message) throws IOException {
        return message.getBody() instanceof File file
                ? Files.newInputStream(file.toPath())
                : message.getBody(InputStream.class);
    }

    /**
     * Called when the route has read the bytes of a chunk: the route fails, or a stop begins while the route holds the
     * message.
     */
    private void taken(int index) {
        if (index == fault.routeFailsAt() && !failed) {
            failed = true;
            throw new IllegalStateException("the route failed");
        }
        if (index == 2 && fault == MatrixFault.STOP && stopper == null) {
            beginStop(() -> true);
            await().atMost(SOON).until(this::isStopping);
        }
    }

    /** Another thread waits until the messages in the route have ended; a consumer then sends no more. */
    private boolean isStopping() {
        return glacier.context.getRoute("jobs").getConsumer() instanceof GlacierJobConsumer consumer
                ? consumer.isSuspendingOrSuspended() || consumer.isStoppingOrStopped()
                : stopper.getState() == Thread.State.TIMED_WAITING;
    }

    /**
     * A file is fetched before the route gets it. So the stop begins when some bytes of the third range have arrived. A
     * consumer ends at once, so there the stop waits for the other ranges.
     */
    void stopWhileAFileIsFetched() {
        if (column.isFile()) {
            Duration silence = column.isConsumer() ? Duration.ofDays(1) : Duration.ofSeconds(1);
            InjectedFault stall =
                    glacier.simulator.inject(Fault.stallBody(300_000, silence).rangeStart(2L * MIB));
            beginStop(() -> column.isConsumer() ? recorded() == 4 : stall.happened() == 1);
        }
    }

    private long recorded() throws IOException {
        Path journal = directory.resolve(job + ".glacier-journal");
        return Files.notExists(journal)
                ? 0
                : Files.readAllLines(journal).stream()
                        .filter(line -> line.startsWith("range-1\t"))
                        .count();
    }

    private void beginStop(Callable<Boolean> when) {
        stopper = new Thread(() -> {
            try {
                await().atMost(SOON).until(when);
                glacier.context.getRouteController().stopRoute("jobs");
            } catch (Exception e) {
                errors.add(e);
            }
        });
        stopper.start();
    }

    /** A process that cannot write beyond the middle of the third range has tried it before, in the same directory. */
    void fillTheDisk() throws Exception {
        assertThat(MatrixFetcher.run(5L * MIB / 2, glacier.simulator.endpoint(), column, directory, job))
                .contains("OutputFileException", "job " + job, "File too large", "are available");
        assertThat(files()).containsExactly(".glacier-journal", ".glacier-part");
        await().atMost(SOON).until(() -> glacier.simulator.openConnections() == 0);
        glacier.simulator.clearRequests();
    }

    /** Waits for the end of the stop, and starts the route again. */
    void restart() throws Exception {
        await().atMost(SOON).until(() -> stopper != null);
        stopper.join(SOON.toMillis());
        assertThat(stopper.isAlive()).isFalse();
        glacier.context.getRouteController().startRoute("jobs");
    }

    /** Waits until all bytes have arrived in complete messages. */
    void awaitAll() {
        await().atMost(SOON)
                .until(() -> taken.stream()
                                .filter(Taken::complete)
                                .mapToLong(one -> one.bytes().length)
                                .sum()
                        >= SIZE);
    }

    /** Waits for an error; a consumer reports it once, after any number of polls. */
    Throwable awaitError() {
        if (column.isConsumer()) {
            reports.awaitReport();
            reports.awaitPolls();
            errors.addAll(reports.reports);
        }
        assertThat(errors).hasSize(1);
        Throwable error = errors.get(0);
        while (error.getCause() != null && !error.getClass().getName().startsWith("io.github.glacierjob.job.")) {
            error = error.getCause();
        }
        return error;
    }

    void assertNoError() {
        assertThat(errors).isEmpty();
        assertThat(reports.reports).isEmpty();
    }

    void awaitPolls() {
        if (column.isConsumer()) {
            reports.awaitPolls();
        }
    }

    /** The first byte that did not arrive. The network decides how many bytes survive a reset. */
    long resumesAt() {
        return 2L * MIB + (fault == MatrixFault.RESET_IN_THE_BODY ? 1 : 300_000);
    }

    /** On a busy machine a short time-out may also interrupt healthy requests. */
    boolean isImpatient() {
        return fault.options().contains("requestTimeout");
    }

    /** All delivered bytes must be those at their place in the output. */
    void assertNothingWrong() {
        assertThat(taken).allSatisfy(one -> assertThat(one.bytes())
                .isEqualTo(content.expected(one.start(), one.bytes().length)));
    }

    /** The Range headers so far. */
    List<String> ranges() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::range)
                .toList();
    }

    List<String> thirdRanges() {
        return reports.ranges(2);
    }

    /** The endings of the file names in the work directory. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(job))
                    .map(name -> name.substring(job.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Checks that nothing is left. */
    @Override
    public void close() {
        glacier.context.stop();
        await().atMost(SOON).until(() -> glacier.simulator.openConnections() == 0);
        glacier.close();
    }
}
