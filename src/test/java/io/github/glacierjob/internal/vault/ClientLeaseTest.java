package io.github.glacierjob.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.internal.tls.TlsContext;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The credentials provider survives the replacement of a client, and the next client signs with it. */
class ClientLeaseTest {

    private static final ListJobsRequest LIST =
            ListJobsRequest.builder().accountId("-").vaultName("photos").build();

    private final GlacierSimulator simulator = GlacierSimulator.start();

    @AfterEach
    void close() {
        simulator.close();
    }

    /** A credentials provider with its own connection, like those that request credentials from a service. */
    private static final class Remote implements AwsCredentialsProvider, SdkAutoCloseable {

        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public AwsCredentials resolveCredentials() {
            assertThat(closed).hasValue(0);
            return AwsBasicCredentials.create("a", "s");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void aNewClientHasWorkingCredentialsAfterTheOldOneIsClosed() {
        simulator.createVault("photos");
        GlacierJobConfiguration options = new GlacierJobConfiguration();
        options.setVaultNameOrArn("photos");
        options.setRegion("us-east-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(simulator.endpoint().toString());
        Remote credentials = new Remote();

        GlacierClient dead = ClientLease.client(options, credentials, TlsContext.of(null, null));
        dead.listJobs(LIST);
        dead.close();
        assertThat(credentials.closed).hasValue(0);
        try (GlacierClient next = ClientLease.client(options, credentials, TlsContext.of(null, null))) {
            assertThat(next.listJobs(LIST).jobList()).isEmpty();
        }
        assertThat(credentials.closed).hasValue(0);
    }
}
