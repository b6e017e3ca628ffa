package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Counts the ranges that are requested at the same time with parallelism=2, if each answer begins late. */
class EarlyConnectionsTest {

    private static final int CHUNKS = 24;

    private final Glacier glacier = new Glacier(GlacierSimulator.builder().firstByteLatency(Duration.ofMillis(200)));
    private final GlacierClient own = GlacierClient.builder()
            .endpointOverride(glacier.simulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();

    @AfterEach
    void close() {
        glacier.close();
        own.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | 4",
                "&maxConnections=4 | 2",
                "&maxConnections=5 | 3",
                "&maxConnections=6 | 4",
                "&maxConnections=50 | 4",
                "&concurrentJobs=2 | 4",
                "&concurrentJobs=2&maxConnections=9 | 3",
                "&glacierClient=#own | 2",
                "&glacierClient=#own&maxConnections=5 | 3"
            })
    void theConnectionsLimitTheRangesThatAreRequestedEarly(String options, int connections) throws Exception {
        if (options != null && options.contains("#own")) {
            glacier.context.getRegistry().bind("own", own);
        }
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, (long) CHUNKS * MIB), "");
        glacier.simulator.addArchiveJob("photos", archive);

        List<Message> chunks =
                glacier.consume("delay=60000&parallelism=2&chunkSize=1048576" + (options == null ? "" : options));

        await().atMost(SOON).until(() -> chunks.size() == CHUNKS);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                        .map(RecordedRequest::connectionId)
                        .distinct())
                .hasSize(connections);
    }
}
