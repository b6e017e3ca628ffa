package io.github.glacierjob.examples.workers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node and three workers, in a process each, share archives through a broker. */
class WorkersTest {
    private static final Pattern SIGNER = Pattern.compile("Credential=(\\w+)/");
    private static final int RANGES = 24;
    private static final int PARALLELISM = 2;
    private static final long MIB = 1 << 20;
    private static final Content PHOTO = Content.seeded(1, RANGES * MIB - 7);

    private static final List<String> WORKERS = List.of("worker1", "worker2", "worker3");

    @TempDir
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(
                directory,
                GlacierSimulator.builder().bytesPerSecondPerConnection(4 * MIB),
                "parallelism=" + PARALLELISM,
                "chunkSize=" + MIB);
        cluster.startNode();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void startWorkers() throws Exception {
        for (String name : WORKERS) {
            cluster.startWorker(name);
        }
        cluster.awaitConsumers(WORKERS.size() * PARALLELISM);
        cluster.glacier.clearRequests();
    }

    private String retrieve() {
        String archive = cluster.glacier.addArchive("photos", PHOTO, "photo");
        cluster.glacier.addArchiveJob("photos", archive);
        return archive;
    }

    /** The workers that requested each range, in this order. */
    private Map<String, List<String>> signersByRange() {
        return cluster.glacier.requests(Operation.GET_JOB_OUTPUT).stream()
                .collect(groupingBy(RecordedRequest::range, mapping(WorkersTest::signer, toList())));
    }

    private static String signer(RecordedRequest request) {
        Matcher matcher = SIGNER.matcher(request.header("authorization"));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    @Test
    void threeWorkersWriteOneFileAndRequestEachRangeOnce() throws Exception {
        Path file = cluster.awaitArchive(retrieve());

        assertEquals(PHOTO.treeHash(), Content.file(file).treeHash());
        Map<String, List<String>> signers = signersByRange();
        assertEquals(RANGES, signers.size());
        signers.forEach((range, by) -> assertEquals(1, by.size(), range));
        Set<String> shared = signers.values().stream().flatMap(List::stream).collect(toSet());
        assertEquals(Set.copyOf(WORKERS), shared);
    }

    @Test
    void anotherWorkerTakesOverFromAKilledOneAndOnlyItsRangesAreRequestedTwice() throws Exception {
        long start = RANGES / 2 * MIB;
        String held = "bytes=" + start + "-" + (start + MIB - 1);
        cluster.glacier.inject(Fault.stallBody(MIB / 2).rangeStart(start));
        String archive = retrieve();
        await().atMost(Cluster.SOON).until(() -> signersByRange().containsKey(held));
        String killed = signersByRange().get(held).get(0);

        cluster.kill(killed);

        Path file = cluster.awaitArchive(archive);
        assertEquals(PHOTO.treeHash(), Content.file(file).treeHash());
        Map<String, List<String>> signers = signersByRange();
        assertEquals(RANGES, signers.size());
        assertEquals(2, signers.get(held).size());
        signers.values().removeIf(by -> by.size() == 1);
        assertTrue(signers.size() <= PARALLELISM, signers.toString());
        signers.forEach((range, by) -> {
            assertEquals(killed, by.get(0), range);
            assertEquals(2, by.size(), range);
            assertNotEquals(killed, by.get(1), range);
        });
    }
}
