package io.github.glacierjob.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class ReopeningClientTest {

    private static final ListJobsRequest LIST =
            ListJobsRequest.builder().accountId("-").vaultName("photos").build();

    private final GlacierSimulator simulator = GlacierSimulator.start();
    private final List<SdkHttpClient> pools = new ArrayList<>();
    private final ReopeningClient client = new ReopeningClient(this::build);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private GlacierClient build() {
        SdkHttpClient pool = ApacheHttpClient.create();
        pools.add(pool);
        return GlacierClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(simulator.endpoint())
                .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
                .httpClient(pool)
                .build();
    }

    /** Like an OutOfMemoryError during a request. */
    @Test
    void aClientWithAClosedConnectionPoolIsCreatedAgain() {
        simulator.createVault("photos");
        client.listJobs(LIST);
        pools.get(0).close();

        assertThat(client.listJobs(LIST).jobList()).isEmpty();
        assertThat(pools).hasSize(2);
        assertThat(simulator.requests(Operation.LIST_JOBS)).hasSize(2);
    }

    @Test
    void anyOtherFailureKeepsTheClient() {
        assertThatThrownBy(() -> client.listJobs(LIST)).isInstanceOf(ResourceNotFoundException.class);

        assertThat(pools).hasSize(1);
    }

    @Test
    void aClientThatWasClosedStaysClosed() {
        client.close();
        pools.get(0).close();

        assertThatThrownBy(() -> client.listJobs(LIST)).hasMessageContaining("Connection pool shut down");
        assertThat(pools).hasSize(1);
    }
}
