package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class GlacierSimulatorTest {
    private GlacierSimulator simulator;
    private GlacierClient client;

    @BeforeEach
    void start() {
        simulator = GlacierSimulator.start();
        client = GlacierClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void anArchiveComesOutByteForByteThroughAJob() {
        Content content = Content.seeded(42, (3L << 20) + 17);
        simulator.createVault("photos");
        String archiveId = simulator.addArchive("photos", content, "holidays");
        String jobId = client.initiateJob(r -> r.vaultName("photos")
                        .jobParameters(p -> p.type("archive-retrieval").archiveId(archiveId)))
                .jobId();

        ResponseBytes<GetJobOutputResponse> output =
                client.getJobOutput(r -> r.vaultName("photos").jobId(jobId), ResponseTransformer.toBytes());

        assertThat(output.asByteArray()).isEqualTo(content.expected(0, content.size()));
        assertThat(output.response().checksum()).isEqualTo(simulator.treeHash(archiveId));
        assertThat(output.response().archiveDescription()).isEqualTo("holidays");
    }

    @Test
    void aJobIsGoneADayAfterItsEnd() {
        simulator.createVault("photos");
        String jobId = simulator.addInventoryJob("photos", "JSON");
        assertThat(client.describeJob(r -> r.vaultName("photos").jobId(jobId)).completed())
                .isTrue();

        simulator.clock().advance(Duration.ofHours(24));

        assertThatThrownBy(() -> client.describeJob(r -> r.vaultName("photos").jobId(jobId)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The job ID was not found: " + jobId);
        assertThat(client.listJobs(r -> r.vaultName("photos")).jobList()).isEmpty();
    }

    @Test
    void aBodyIsResetOnce() {
        String archiveId = simulator.addArchive("photos", Content.seeded(1, 100_000), null);
        String jobId = simulator.addArchiveJob("photos", archiveId);
        simulator.inject(Fault.resetBody(1000));

        client.getJobOutput(r -> r.vaultName("photos").jobId(jobId), ResponseTransformer.toBytes());

        assertThat(simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::bytesSent)
                .containsExactly(1000L, 100_000L);
    }
}
