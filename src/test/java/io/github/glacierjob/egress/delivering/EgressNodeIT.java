package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.EgressNode.HELD_CHUNK;
import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.EgressNode;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two processes deliver a vault. The one that has claimed the archive is killed, or paused for longer than its claim
 * lasts.
 */
class EgressNodeIT {

    private static final int CHUNKS = 9;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<Process> processes = new ArrayList<>();

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        vault.close();
    }

    private void start(String name) throws IOException {
        processes.add(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EgressNode.class.getName(),
                        vault.database.url,
                        vault.uri("outputMode=chunks&chunkSize=1048576&parallelism=1"),
                        directory.toString(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .start());
    }

    /** The indexes of the chunks that a node received, in their order. */
    private List<Integer> got(int node) throws IOException {
        Path log = directory.resolve("node" + node);
        return Files.exists(log)
                ? Files.readAllLines(log).stream().map(Integer::valueOf).toList()
                : List.of();
    }

    private boolean holds(int node) throws IOException {
        assertThat(processes.get(node).isAlive()).as(output(node)).isTrue();
        return got(node).contains(HELD_CHUNK);
    }

    private String output(int node) throws IOException {
        return Files.readString(directory.resolve("node" + node + ".out"));
    }

    private static List<Integer> chunks(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** The archive, while the first of two nodes holds a chunk of it in its route. */
    private String held(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String archive = vault.ready(5, (long) CHUNKS * MIB);
        start("node0");
        await().atMost(LONG).until(() -> holds(0));
        start("node1");
        return archive;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theNextNodeContinuesAtTheChunkThatWasInFlight(Database.Kind kind) throws Exception {
        String archive = held(kind);

        processes.get(0).destroyForcibly().waitFor();
        Files.createFile(directory.resolve("go"));
        vault.age(archive);

        vault.awaitState("DELIVERED", archive);
        assertThat(got(0)).isEqualTo(chunks(0, HELD_CHUNK + 1));
        assertThat(got(1)).isEqualTo(chunks(HELD_CHUNK, CHUNKS));
        assertThat(directory.resolve("output"))
                .hasBinaryContent(vault.content(archive).expected(0, CHUNKS * MIB));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNodeThatWasPausedLongerThanItsClaimLastsCommitsNothing(Database.Kind kind) throws Exception {
        String archive = held(kind);

        signal("STOP");
        Files.createFile(directory.resolve("go"));
        vault.age(archive);
        vault.awaitState("DELIVERED", archive);
        String claim = vault.column(archive, "CLAIM_NO");
        String done = vault.column(archive, "DONE_AT");
        signal("CONT");
        await().atMost(LONG).until(() -> output(0).contains("this node lost its claim"));

        assertThat(vault.column(archive, "CLAIM_NO")).isEqualTo(claim);
        assertThat(vault.column(archive, "DONE_AT")).isEqualTo(done);
        assertThat(vault.column(archive, "PROGRESS")).isNull();
        assertThat(got(0)).isEqualTo(chunks(0, HELD_CHUNK + 1));
        assertThat(got(1)).isEqualTo(chunks(HELD_CHUNK, CHUNKS));
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(processes.get(0).pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
