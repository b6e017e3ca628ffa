package io.github.glacierjob.wholevault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Nodes that retrieve one vault into one directory, and the checks of the result. */
final class Run implements AutoCloseable {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("egress.minutes", 5));

    private static final int FIRST_LOOK_SECONDS = 4;

    private static final int LOG_LINES = 60;

    private final String name;
    private final Path directory;
    private final Vault vault;
    private final String database;
    private final String options;
    private final Map<String, Process> nodes = new HashMap<>();
    private final long begun = System.nanoTime();
    private final List<String> lines = new ArrayList<>();

    Run(String name, Path directory, Vault vault, String database, String options) throws IOException {
        this.name = name;
        this.directory = directory;
        this.vault = vault;
        this.database = database;
        this.options = options;
        Files.createDirectories(Node.retrieved(directory));
    }

    /** An empty directory for a run. It is kept, to find the reason of a failure. */
    static Path emptyDirectory(String name) throws IOException {
        Path directory = Path.of("target", "egress", name).toAbsolutePath();
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    Process start(String node) throws IOException {
        Process process = Jvm.start(
                log(node),
                Node.class,
                vault.endpoint(),
                database,
                directory.toString(),
                node,
                vault.clock().toString(),
                "&firstLook=" + vault.clock().seconds(FIRST_LOOK_SECONDS).toMillis() + options);
        nodes.put(node, process);
        return process;
    }

    /** Kills a node as kill -9 does, a number of microseconds after a condition holds, while the node has work. */
    void kill(String node, BooleanSupplier happened, long delayMicros) throws InterruptedException {
        awaitAlive(node, happened);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(delayMicros));
        requireAlive(node, "has work");
        nodes.get(node).destroyForcibly().waitFor();
    }

    void awaitAlive(String node, BooleanSupplier happened) {
        await().atMost(TIME)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !nodes.get(node).isAlive() || happened.getAsBoolean());
        requireAlive(node, "runs");
    }

    private void requireAlive(String node, String expected) {
        assertThat(nodes.get(node).isAlive())
                .as(() -> node + " " + expected + endOfLog(node))
                .isTrue();
    }

    void awaitEnd(String node) throws InterruptedException {
        assertThat(nodes.get(node).waitFor(TIME.toSeconds(), TimeUnit.SECONDS))
                .as(node + " ends within " + TIME)
                .isTrue();
        assertThat(nodes.get(node).exitValue()).as(() -> node + endOfLog(node)).isZero();
    }

    private Path log(String node) {
        return directory.resolve(node + ".log");
    }

    /** The reason why a process ended, from its own output. */
    private String endOfLog(String node) {
        try {
            List<String> log = Files.readAllLines(log(node));
            List<String> end = log.subList(Math.max(0, log.size() - LOG_LINES), log.size());
            return "; the end of " + log(node) + ":\n" + String.join("\n", end) + "\n";
        } catch (IOException e) {
            return "; its log cannot be read: " + e;
        }
    }

    /** The archives in a node's lines that begin with this word, in order. */
    List<String> noted(String node, String word) {
        Path notes = Node.notes(directory, node);
        try {
            return Files.notExists(notes)
                    ? List.of()
                    : Files.readAllLines(notes).stream()
                            .filter(line -> line.startsWith(word + " "))
                            .map(line -> line.substring(word.length() + 1))
                            .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** How often the routes of all nodes have begun each archive. */
    Map<String, Long> begun() {
        Map<String, Long> counts = new HashMap<>();
        nodes.keySet()
                .forEach(node -> noted(node, Node.BEGUN).forEach(archive -> counts.merge(archive, 1L, Long::sum)));
        return counts;
    }

    /** The nodes whose routes have begun this archive, once for each time. */
    List<String> nodesThatBegan(String archive) {
        return nodes.keySet().stream()
                .flatMap(node ->
                        noted(node, Node.BEGUN).stream().filter(archive::equals).map(begun -> node))
                .toList();
    }

    /** Prints the result, and requires that every archive is complete and was paid for once. */
    void conclude(Ledger ledger) throws Exception {
        List<String> notWhole = vault.notWhole(Node.retrieved(directory), ledger.names());
        Map<String, Long> jobs = vault.jobs();
        Long inventories = jobs.remove("");
        line("archives", vault.archives().size());
        line("bytes", vault.bytes());
        ledger.states().forEach((state, count) -> line("archives that are " + state, count));
        line("archives that are whole, seen from outside", vault.archives().size() - notWhole.size());
        line("jobs for archives", sum(jobs));
        line("of them extensions", ledger.extensions());
        line("jobs for inventories", inventories == null ? 0 : inventories);
        countRequests();
        line("archives begun by a route", sum(begun()));
        line("seconds", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        print();
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.states())
                .isEqualTo(Map.of("DELIVERED", (long) vault.archives().size()));
        assertThat(notWhole).isEmpty();
        assertThat(jobs.keySet()).containsExactlyInAnyOrderElementsOf(vault.archives());
        assertThat(sum(jobs)).isEqualTo(vault.archives().size() + ledger.extensions());
        assertThat(inventories).isEqualTo(1);
        try (Stream<Path> files = Files.list(Node.retrieved(directory))) {
            assertThat(files).hasSize(vault.archives().size());
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void countRequests() {
        for (Operation operation : List.of(
                Operation.INITIATE_JOB, Operation.LIST_JOBS, Operation.DESCRIBE_JOB, Operation.GET_JOB_OUTPUT)) {
            line("requests: " + operation, vault.requests(operation));
        }
        line("bytes served", vault.served());
        line("bytes served for 100 needed", 100 * vault.served() / vault.bytes());
        line("faults", vault.faultsHappened());
    }

    void line(String what, Object value) {
        lines.add("[egress] | %s | %s |"
                .formatted(what, value instanceof Number ? "%,d".formatted(value) : value.toString()));
    }

    private void print() throws IOException {
        lines.add(0, "[egress] | " + name + " | count |");
        lines.add(1, "[egress] | --- | --- |");
        System.out.println(String.join(System.lineSeparator(), lines));
        Files.write(directory.resolve("table.txt"), lines);
    }

    @Override
    public void close() {
        nodes.values().forEach(Process::destroyForcibly);
    }
}
