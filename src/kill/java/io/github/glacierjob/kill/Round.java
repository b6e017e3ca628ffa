package io.github.glacierjob.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One archive, and the lives of the victim until the archive is complete. */
final class Round {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int START_MICROS = 1_000_000;
    private static final int DELAY_MICROS = 30_000;

    private final Jvm jvm;
    private final GlacierSimulator simulator;
    private final Mode mode;
    private final Path directory;
    private final Content content;
    private final String job;
    private final Random random;
    private final Tally read = new Tally();
    private final Tally served = new Tally();
    private int notes;
    private int kills;

    Round(Jvm jvm, GlacierSimulator simulator, Mode mode, Path directory, Random random) {
        this.jvm = jvm;
        this.simulator = simulator;
        this.mode = mode;
        this.directory = directory;
        this.random = random;
        this.content = Content.seeded(random.nextLong(), 11 * Victim.CHUNK + 1 + random.nextInt(1 << 20));
        this.job = simulator.addArchiveJob("photos", simulator.addArchive("photos", content, ""));
    }

    /** Kills the victim at most this number of times before its job is done. */
    Round run(int mostKills) throws Exception {
        boolean done = false;
        while (!done) {
            done = live(kills < mostKills ? moment() : Moment.NEVER);
        }
        requireWhole();
        requireTidy();
        simulator.expireJob(job);
        return this;
    }

    /**
     * Any moment: during the start, the download, the route or its commits, or at the end. A condition that never holds
     * kills no process.
     */
    private Moment moment() {
        int delay = random.nextInt(DELAY_MICROS);
        long missing = mode == Mode.stream ? content.size() : content.size() - served.distinct();
        long bytes = 1 + (long) (random.nextDouble() * (missing + Victim.CHUNK));
        int pieces = 1 + random.nextInt((int) (content.size() / Inbox.PIECE));
        return switch (random.nextInt(8)) {
            case 0 -> new Moment("start", () -> true, random.nextInt(START_MICROS));
            case 1, 2 -> new Moment("end", this::isHome, delay);
            case 3, 4 -> new Moment("piece " + pieces, () -> newNotes() >= pieces, delay);
            default -> new Moment("byte " + bytes, () -> sent() >= bytes, delay);
        };
    }

    private long sent() {
        return requests().mapToLong(RecordedRequest::bytesSent).sum();
    }

    private boolean isHome() {
        return mode == Mode.fetch
                ? Files.exists(Victim.file(directory, job))
                : newNotes() * (long) Inbox.PIECE >= content.size() - read.distinct();
    }

    private int newNotes() {
        return Inbox.count(directory) - notes;
    }

    private Stream<RecordedRequest> requests() {
        return simulator.requests(Operation.GET_JOB_OUTPUT).stream();
    }

    /** Returns whether the life ended normally, which means that the job is consumed. */
    private boolean live(Moment death) throws Exception {
        Path log = directory.resolve("log");
        Process victim = jvm.startSharing(
                log, Victim.class, simulator.endpoint().toString(), job, mode.name(), directory.toString());
        try {
            boolean over = outlives(victim, death);
            victim.destroyForcibly().waitFor();
            if (over) {
                assertThat(victim.exitValue()).as(Files.readString(log)).isZero();
            } else {
                kills++;
            }
            count(death);
            return over;
        } finally {
            victim.destroyForcibly();
        }
    }

    private static boolean outlives(Process victim, Moment death) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!victim.waitFor(1, TimeUnit.MILLISECONDS) && !death.come().getAsBoolean()) {
            assertThat(System.nanoTime()).as("a life until " + death.name()).isLessThan(deadline);
        }
        return victim.waitFor(death.delayMicros(), TimeUnit.MICROSECONDS);
    }

    /** In this life, at most the messages and ranges that were in flight at the last kill may be repeated. */
    private void count(Moment death) throws IOException {
        await().atMost(LONG).until(() -> simulator.openConnections() == 0);
        long readBefore = read.again();
        long servedBefore = served.again();
        requests().forEach(request -> served.add(start(request), request.bytesSent()));
        simulator.clearRequests();
        List<Inbox.Piece> pieces = Inbox.read(directory);
        pieces.subList(notes, pieces.size()).forEach(piece -> read.add(piece.start(), piece.count()));
        notes = pieces.size();
        String life = "kill " + kills + " of job " + job + ", at " + death;
        long redelivered = read.again() - readBefore;
        assertThat(redelivered)
                .as("redelivered after " + life)
                .isLessThanOrEqualTo(mode.mostRedelivered(content.size()));
        assertThat(served.again() - servedBefore)
                .as("refetched after " + life)
                .isLessThanOrEqualTo(mode.mostRefetched(redelivered));
    }

    private static long start(RecordedRequest request) {
        String range = request.range();
        return range == null ? 0 : Long.parseLong(range.substring("bytes=".length(), range.indexOf('-')));
    }

    private void requireWhole() {
        Path home = mode == Mode.fetch ? Victim.file(directory, job) : Inbox.bytes(directory);
        assertThat(home).hasBinaryContent(content.expected(0, content.size()));
        assertThat(mode == Mode.fetch ? served.distinct() : read.distinct()).isEqualTo(content.size());
    }

    /** Only the file may be left, and no temporary file. */
    private void requireTidy() throws IOException {
        Path work = directory.resolve("work");
        if (Files.exists(work)) {
            try (Stream<Path> files = Files.list(work)) {
                assertThat(files).containsExactly(Victim.file(directory, job));
            }
        }
    }

    int kills() {
        return kills;
    }

    long size() {
        return content.size();
    }

    long redelivered() {
        return read.again();
    }

    long refetched() {
        return served.again();
    }
}
