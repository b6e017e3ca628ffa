package io.github.glacierjob.examples.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.SimulatedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new directory with only the two files; the process in it is killed, as by {@code kill -9}. */
class CamelRunTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final long MIB = 1 << 20;
    private static final int OUTPUTS = 5;
    private static final Pattern DELIVERED = Pattern.compile("Job (\\S+) is in ");

    private final GlacierSimulator glacier = GlacierSimulator.builder()
            .region("eu-west-1")
            .bytesPerSecondPerConnection(6 * MIB)
            .start();

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void copyTheTwoFiles() throws Exception {
        glacier.createVault("photos");
        for (String name : List.of("retrieve.camel.yaml", "application.properties")) {
            Files.copy(Path.of(name), directory.resolve(name));
        }
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : processes) {
            kill(process);
        }
        glacier.close();
    }

    @Test
    void afterAKillARestartRepeatsOnlyMessagesInFlight() throws Exception {
        for (int i = 1; i <= OUTPUTS; i++) {
            addJob(i);
        }
        Process first = run();
        await().atMost(SOON).until(() -> outputsBegun().size() == 3);
        kill(first);
        List<String> finished = outputsBegun();
        String inFlight = finished.remove(finished.size() - 1);
        takeAway(finished);
        glacier.clearRequests();

        run();
        Set<String> missing = glacier.jobs("photos").stream()
                .map(SimulatedJob::id)
                .filter(job -> !finished.contains(job))
                .collect(Collectors.toSet());
        await().atMost(SOON).until(() -> delivered().containsAll(missing));

        for (String job : missing) {
            assertEquals(glacier.treeHash(glacier.job(job).archiveId()), treeHash(job));
            long size = glacier.job(job).outputSize();
            long fetched = fetched(job);
            assertTrue(job.equals(inFlight) ? fetched <= size : fetched == size, job + ": " + fetched);
        }
        for (String job : finished) {
            assertEquals(0, fetched(job), "fetched twice");
            assertEquals(1, Collections.frequency(delivered(), job), "delivered twice");
        }
    }

    private void addJob(int number) {
        Content content = Content.seeded(number, 17 * MIB + number);
        glacier.addArchiveJob("photos", glacier.addArchive("photos", content, "photo " + number));
    }

    /** The settings for the simulated Glacier, in the place where the AWS SDK reads them. */
    private Process run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CamelRun.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_GLACIER", glacier.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Moves the complete files away, as a user may do. */
    private void takeAway(List<String> jobs) throws Exception {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        for (String job : jobs) {
            Files.move(directory.resolve("retrieved").resolve(job), taken.resolve(job));
        }
    }

    private String treeHash(String job) {
        return Content.file(directory.resolve("retrieved").resolve(job)).treeHash();
    }

    /** The jobs whose outputs were requested, the latest last. One begins when the previous one is committed. */
    private List<String> outputsBegun() {
        return glacier.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::jobId)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private long fetched(String job) {
        return glacier.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.jobId().equals(job))
                .mapToLong(RecordedRequest::bytesSent)
                .sum();
    }

    /** The log lines of the route in both runs. */
    private List<String> delivered() throws Exception {
        try (Stream<String> lines = Files.lines(directory.resolve("log"))) {
            return lines.map(DELIVERED::matcher)
                    .filter(Matcher::find)
                    .map(line -> line.group(1))
                    .toList();
        }
    }
}
