package io.github.glacierjob.bench;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Clients of the AWS SDK for Java 2 with the settings of a user. */
final class Clients {

    private Clients() {}

    static GlacierClient client(URI endpoint, int connections) {
        return GlacierClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(connections))
                .build();
    }
}
