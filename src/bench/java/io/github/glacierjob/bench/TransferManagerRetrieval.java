package io.github.glacierjob.bench;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.glacier.AmazonGlacier;
import com.amazonaws.services.glacier.AmazonGlacierClient;
import com.amazonaws.services.glacier.transfer.ArchiveTransferManager;
import java.util.List;

/** Retrieves with the transfer manager of the SDK 1, which the SDK 2 no longer has. */
final class TransferManagerRetrieval implements Retrieval {

    private final Setting setting;
    private final AmazonGlacier client;
    private final ArchiveTransferManager manager;

    @SuppressWarnings("deprecation")
    TransferManagerRetrieval(Setting setting) {
        this.setting = setting;
        AWSStaticCredentialsProvider credentials = new AWSStaticCredentialsProvider(new BasicAWSCredentials("a", "s"));
        this.client = AmazonGlacierClient.builder()
                .withCredentials(credentials)
                .withEndpointConfiguration(
                        new EndpointConfiguration(setting.endpoint().toString(), "us-east-1"))
                .build();
        this.manager = new ArchiveTransferManager((AmazonGlacierClient) client, credentials);
    }

    @Override
    public void retrieve(List<Output> outputs) {
        for (Output output : outputs) {
            manager.downloadJobOutput(
                    "-", output.vault(), output.jobId(), setting.file(output).toFile());
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
