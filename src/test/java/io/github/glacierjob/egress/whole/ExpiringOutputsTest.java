package io.github.glacierjob.egress.whole;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty outputs expire when six tenths of each are delivered. */
class ExpiringOutputsTest {

    private static final int COUNT = 20;
    private static final long SIZE = 5 * MIB;
    private static final String OPTIONS =
            "concurrentJobs=" + COUNT + "&chunkSize=1048576&parallelism=1&maxConnections=40&outputMode=";

    @TempDir
    private Path directory;

    private WholeVault vault;
    private final Destination destination = new Destination();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
        vault.archives(COUNT, SIZE);
        destination.gate = (archive, bytes) -> {
            if (bytes == SIZE * 6 / 10) {
                assertThat(goOn.await(120, TimeUnit.SECONDS)).isTrue();
            }
        };
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        vault.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "chunks"})
    void everyOutputIsExtendedBeforeItExpiresAndNoFetchedByteIsFetchedAgain(String mode) throws Exception {
        vault.start(OPTIONS + mode, destination);
        vault.await(vault.are(COUNT, "ORDERED"));
        vault.clock.advance(WholeVault.BULK);
        vault.await(() -> vault.archives.stream().allMatch(archive -> destination.bytes(archive) == SIZE * 6 / 10));
        assertThat(vault.orders()).isEqualTo(COUNT);

        vault.clock.advance(Duration.ofHours(11).plusMinutes(1));
        vault.await(() -> vault.count("NEXT_JOB_ID IS NOT NULL") == COUNT);
        Map<String, List<String>> jobs = vault.jobs();
        vault.clock.advance(Duration.ofHours(14));
        assertThat(vault.jobs().values()).as("the first job of each is gone").allMatch(left -> left.size() == 1);
        goOn.countDown();
        vault.await(vault.are(COUNT, "DELIVERED"));

        assertThat(jobs).hasSize(COUNT).allSatisfy((archive, both) -> assertThat(both)
                .hasSize(2));
        everyArchiveIsWholeAndFetchedOnce(jobs);
        allExtensionsCameBeforeTheFirstExpiry();
        assertThat(vault.count("ORDERS = 2 AND EXTENSIONS = 1 AND FAILURES = 0"))
                .isEqualTo(COUNT);
        assertThat(vault.orders()).isEqualTo(2 * COUNT);
    }

    private void everyArchiveIsWholeAndFetchedOnce(Map<String, List<String>> jobs) {
        Map<String, Long> fetched = new HashMap<>();
        vault.simulator
                .requests(Operation.GET_JOB_OUTPUT)
                .forEach(request -> fetched.merge(request.jobId(), bytes(request), Long::sum));
        jobs.forEach((archive, both) -> {
            assertThat(destination.bytes(archive)).isEqualTo(SIZE);
            assertThat(destination.digest(archive)).isEqualTo(vault.expectedDigest(archive));
            assertThat(both.stream()
                            .mapToLong(job -> fetched.getOrDefault(job, 0L))
                            .sum())
                    .isBetween(SIZE, SIZE + MIB);
            assertThat(fetched.get(both.get(0))).as("served by the first job").isGreaterThanOrEqualTo(SIZE * 6 / 10);
        });
    }

    private static long bytes(RecordedRequest request) {
        return request.status() < 300 ? request.bytesSent() : 0;
    }

    private void allExtensionsCameBeforeTheFirstExpiry() {
        List<RecordedRequest> requests = vault.simulator.requests();
        int lastOrder = -1;
        int firstGone = requests.size();
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).operation() == Operation.INITIATE_JOB) {
                lastOrder = i;
            } else if (requests.get(i).status() == 404) {
                firstGone = Math.min(firstGone, i);
            }
        }
        assertThat(firstGone).as("the first 404 of %s", requests.size()).isBetween(lastOrder + 1, requests.size() - 1);
    }
}
