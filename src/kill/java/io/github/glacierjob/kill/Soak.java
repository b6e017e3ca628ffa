package io.github.glacierjob.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes share the jobs of three vaults for simulated days of 150 seconds each. During this time all kinds of
 * faults happen, and two nodes are killed, one of which returns. {@code soak.jobs} is the number of jobs, {@code
 * soak.minutes} the duration, {@code soak.seed} decides the random numbers.
 */
class Soak {

    static final List<Mode> MODES = List.of(Mode.chunks, Mode.stream, Mode.file);

    private static final int JOBS = Integer.getInteger("soak.jobs", 10_000);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 60));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final Path REPORT = Path.of(System.getProperty("soak.report", "target/soak.txt"));
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int SIMULATED_SECONDS_PER_SECOND = 24 * 3600 / 150;
    private static final int TICK_MILLIS = 250;
    private static final long BYTES_PER_SECOND = 1 << 20;
    private static final long MOST_HEAP_GROWTH = 8 << 20;

    /** A time that is longer than a claim lasts without heartbeats. */
    private static final long LARGE = 2 * Node.PARALLELISM * BYTES_PER_SECOND * Node.CLAIM_AGE_MILLIS / 1000;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final List<Process> nodes = new ArrayList<>();
    private int kills;

    /** A job, its bytes, and whether it can be completed. */
    record Job(Content content, Fate fate) {}

    enum Fate {
        CONSUMED,
        FAILED,
        EXPIRED,
        WRONG;

        /** Whether the job is consumed, as an output or as failed; optional for a job whose output expires. */
        boolean isEnd() {
            return this == CONSUMED || this == FAILED;
        }
    }

    @Test
    void everyJobIsConsumedOnceAndNoResourceIsLeft() throws Exception {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString());
        ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
        try (GlacierSimulator simulator = GlacierSimulator.builder()
                .bytesPerSecondPerConnection(BYTES_PER_SECOND)
                .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4))
                .start()) {
            database.start();
            String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./soak;DB_CLOSE_DELAY=-1";
            Traffic traffic = new Traffic(simulator, random);
            time.scheduleAtFixedRate(() -> tick(simulator, traffic), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            run(simulator, url);
            awaitConsumed(url);
            traffic.end();
            stopNodes();
            report(consumed(), traffic);
            requireOnce(consumed());
            requireNothingLeft(simulator, url);
        } finally {
            time.shutdownNow();
            nodes.forEach(Process::destroyForcibly);
            database.stop();
        }
    }

    private static void tick(GlacierSimulator simulator, Traffic traffic) {
        simulator.clock().advance(Duration.ofMillis((long) TICK_MILLIS * SIMULATED_SECONDS_PER_SECOND));
        traffic.count();
    }

    /** Initiates the jobs at a constant rate, and kills nodes at the same time. */
    private void run(GlacierSimulator simulator, String url) throws Exception {
        Jvm jvm = new Jvm(directory);
        for (int node = 1; node <= 3; node++) {
            nodes.add(start(jvm, simulator, url, "node" + node));
        }
        try (Orders orders = new Orders(simulator)) {
            long begun = System.nanoTime();
            for (int i = 0; i < JOBS; i++) {
                if (i == JOBS * 3 / 10 || i == JOBS * 6 / 10) {
                    nodes.get(++kills).destroyForcibly().waitFor();
                }
                if (i == JOBS * 4 / 10) {
                    nodes.add(start(jvm, simulator, url, "node2-again"));
                }
                long due = begun + TIME.toNanos() / JOBS * i;
                await().atMost(TIME.plus(LONG)).until(() -> System.nanoTime() >= due);
                order(simulator, orders, MODES.get(i % MODES.size()));
            }
        }
    }

    private Process start(Jvm jvm, GlacierSimulator simulator, String url, String name) throws Exception {
        return jvm.start(
                directory.resolve(name + ".log"),
                List.of("-Xmx96m"),
                Node.class,
                simulator.endpoint().toString(),
                url,
                directory.toString(),
                name);
    }

    private void order(GlacierSimulator simulator, Orders orders, Mode vault) {
        long size = random.nextInt(50) == 0 ? LARGE : 1 + random.nextInt(3 << 19);
        Content content = Content.seeded(random.nextLong(), size);
        String job = orders.initiate(vault.name(), simulator.addArchive(vault.name(), content, ""), content.treeHash());
        Fate fate = Fate.CONSUMED;
        switch (random.nextInt(200)) {
            case 0 -> {
                fate = Fate.WRONG;
                simulator.spoilTreeHash(job);
            }
            case 1 -> {
                fate = Fate.EXPIRED;
                simulator.inject(Traffic.expiry(job, random));
            }
            case 2 -> {
                fate = Fate.FAILED;
                simulator.failJob(job, "Failed in the soak");
            }
            default -> {}
        }
        jobs.put(job, new Job(content, fate));
    }

    /** Waits until the jobs are read by a route and committed. */
    private void awaitConsumed(String url) {
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(consumed().missing(jobs)).isEmpty());
        List<String> ends = jobs.entrySet().stream()
                .filter(job -> job.getValue().fate().isEnd())
                .map(Map.Entry::getKey)
                .toList();
        await().atMost(LONG).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(
                        keys(url, "GLACIER_JOB_CONSUMED"))
                .containsAll(ends));
    }

    /** The ids of the jobs in a table. */
    private static Set<String> keys(String url, String table) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT JOB_KEY FROM " + table)) {
            while (rows.next()) {
                keys.add(rows.getString(1).replaceAll(".*/jobs/", ""));
            }
        }
        return keys;
    }

    private Consumed consumed() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return Consumed.read(
                    files.filter(file -> file.toString().endsWith(".messages")).toList());
        }
    }

    private void stopNodes() throws Exception {
        for (Process node : nodes) {
            node.getOutputStream().close();
        }
        for (Process node : nodes) {
            assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void requireOnce(Consumed consumed) {
        assertThat(consumed.missing(jobs)).isEmpty();
        assertThat(consumed.wrong(jobs)).isEmpty();
        assertThat(consumed.againWithoutKill(jobs, Set.of("node2", "node3"))).isZero();
        assertThat(consumed.again(jobs)).isLessThanOrEqualTo(kills * MODES.size() * Node.CONCURRENT_JOBS);
    }

    private void requireNothingLeft(GlacierSimulator simulator, String url) throws Exception {
        await().atMost(LONG).until(() -> simulator.openConnections() == 0);
        assertThat(keys(url, "GLACIER_JOB_CLAIM")).as("claims").isEmpty();
        for (String node : List.of("node1", "node2-again")) {
            assertThat(Files.readAllLines(directory.resolve(node + ".left")))
                    .as(node)
                    .isEmpty();
            assertThat(Heap.growth(directory.resolve(node + ".heap"))).as(node).isLessThan(MOST_HEAP_GROWTH);
        }
        assertThat(filesLeft()).isEmpty();
    }

    /** The temporary files that are left, except those of jobs that could not be completed. */
    private List<String> filesLeft() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("work"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            jobs.get(name.replaceAll("\\.glacier-.*", "")).fate() == Fate.CONSUMED)
                    .toList();
        }
    }

    private void report(Consumed consumed, Traffic traffic) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("| what | count |");
        lines.add("| --- | --- |");
        for (Fate fate : Fate.values()) {
            long count =
                    jobs.values().stream().filter(job -> job.fate() == fate).count();
            lines.add("| jobs: %s | %,d |".formatted(fate.name().toLowerCase(java.util.Locale.ROOT), count));
        }
        lines.add("| nodes killed | %d |".formatted(kills));
        lines.add("| messages | %,d |".formatted(consumed.messages()));
        lines.add("| messages that were delivered twice, at most %d | %d |"
                .formatted(kills * MODES.size() * Node.CONCURRENT_JOBS, consumed.again(jobs)));
        lines.addAll(traffic.lines());
        for (String node : List.of("node1", "node2-again")) {
            lines.add("| growth of the heap of %s, bytes | %,d |"
                    .formatted(node, Heap.growth(directory.resolve(node + ".heap"))));
        }
        lines.add("| files left | %d |".formatted(filesLeft().size()));
        lines.add("| seed | %d |".formatted(SEED));
        List<String> report = lines.stream().map(line -> "[soak] " + line).toList();
        report.forEach(System.out::println);
        Files.write(REPORT, report);
    }
}
