package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.AmazonClientException;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.glacier.AmazonGlacierClient;
import com.amazonaws.services.glacier.AmazonGlacierClientBuilder;
import com.amazonaws.services.glacier.transfer.ArchiveTransferManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transfer manager of SDK v1 computes its own tree hashes and compares them with those of the simulator. */
@Tag("tls")
class SdkV1Test {
    private static final String CHUNK = "com.amazonaws.services.glacier.transfer.downloadChunkSizeInMB";
    private static final String QUIET = "aws.java.v1.disableDeprecationAnnouncement";
    private static final Content CONTENT = Content.seeded(31, (5L << 20) + 77);

    @TempDir
    Path directory;

    private final GlacierSimulator simulator = GlacierSimulator.start();
    private ArchiveTransferManager transfers;

    @BeforeEach
    @SuppressWarnings("deprecation")
    void start() {
        System.setProperty(QUIET, "true");
        System.setProperty(CHUNK, "2");
        AWSCredentialsProvider credentials = new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret"));
        AmazonGlacierClient client = (AmazonGlacierClient) AmazonGlacierClientBuilder.standard()
                .withEndpointConfiguration(
                        new EndpointConfiguration(simulator.endpoint().toString(), simulator.region()))
                .withCredentials(credentials)
                .build();
        transfers = new ArchiveTransferManager(client, credentials);
        simulator.createVault("photos");
    }

    @AfterEach
    void stop() {
        System.clearProperty(CHUNK);
        System.clearProperty(QUIET);
        simulator.close();
    }

    @Test
    void itDownloadsAnOutputInVerifiedRanges() throws IOException {
        String jobId = simulator.addArchiveJob("photos", simulator.addArchive("photos", CONTENT, null));
        Path file = directory.resolve("output");

        transfers.downloadJobOutput("-", "photos", jobId, file.toFile());

        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT.expected(0, CONTENT.size()));
        assertThat(simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::range)
                .containsExactly("bytes=0-2097151", "bytes=2097152-4194303", "bytes=4194304-5242956");
    }

    @Test
    void itRefusesAWrongChecksum() {
        String jobId = simulator.addArchiveJob("photos", simulator.addArchive("photos", CONTENT, null));
        simulator.inject(Fault.wrongChecksum().always());

        assertThatThrownBy(() -> transfers.downloadJobOutput(
                        "-", "photos", jobId, directory.resolve("output").toFile()))
                .isInstanceOf(AmazonClientException.class);
    }

    @Test
    void itUploadsAnArchive() throws IOException {
        Path file = Files.write(directory.resolve("archive"), CONTENT.expected(0, CONTENT.size()));

        String archiveId = transfers.upload("photos", "from v1", file.toFile()).getArchiveId();

        assertThat(simulator.treeHash(archiveId)).isEqualTo(CONTENT.treeHash());
    }
}
