package io.github.glacierjob.sharing;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.JobNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two processes consume a vault. The process with the output is killed in the middle of it, and the other one
 * continues.
 */
class NodeCrashIT {

    private static final int CHUNKS = 12;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Glacier glacier = new Glacier();
    private final Content content = Content.seeded(5, (long) CHUNKS * MIB);
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        glacier.close();
    }

    private void start(String name, Database database, boolean master) throws IOException {
        processes.add(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobNode.class.getName(),
                        database.url,
                        glacier.simulator.endpoint().toString(),
                        directory.toString(),
                        name,
                        Boolean.toString(master))
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
        return got(node).contains(JobNode.HELD_CHUNK);
    }

    private boolean bothRun() throws IOException {
        for (int node = 0; node < 2; node++) {
            assertThat(processes.get(node).isAlive())
                    .as(Files.readString(directory.resolve("node" + node + ".out")))
                    .isTrue();
        }
        return true;
    }

    private static List<Integer> chunks(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({"H2, false", "POSTGRESQL, false", "POSTGRESQL, true"})
    void theNextNodeContinuesAtTheMessageThatWasInFlight(Database.Kind kind, boolean master) throws Exception {
        String job = glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
        try (Database database = new Database(kind)) {
            JdbcJobRepository consumed = new JdbcJobRepository(database.source);
            consumed.start();
            start("node0", database, master);
            start("node1", database, master);
            await().atMost(LONG).until(() -> bothRun() && (holds(0) || holds(1)));
            int killed = holds(0) ? 0 : 1;
            assertThat(got(killed)).isEqualTo(chunks(0, JobNode.HELD_CHUNK + 1));
            assertThat(got(1 - killed)).isEmpty();

            processes.get(killed).destroyForcibly();
            Files.createFile(directory.resolve("go"));

            String key = glacier.simulator.vaultArn("photos") + "/jobs/" + job;
            await().atMost(LONG).until(() -> consumed.contains(key));
            assertThat(got(1 - killed)).isEqualTo(chunks(JobNode.HELD_CHUNK, CHUNKS));
            assertThat(directory.resolve("output")).hasBinaryContent(content.expected(0, CHUNKS * MIB));
        }
    }
}
