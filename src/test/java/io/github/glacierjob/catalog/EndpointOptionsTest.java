package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.GlacierJobEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Wrong options are refused when the endpoint is created, before there is any connection. */
@Tag("core")
class EndpointOptionsTest {

    private static final String KEYS = "accessKey=a&secretKey=s&region=eu-west-1&";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private void assertRefused(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunkSize=5000000 | chunkSize: '5000000' must be a power of two of MiB",
                "chunkSize=524288 | chunkSize: '524288' must be",
                "chunkSize=4294967296 | chunkSize: '4294967296' must be",
                "outputMode=file&workDirectory=w&chunkSize=8589934592 | chunkSize: '8589934592' must be",
                "outputMode=file | workDirectory: (nothing) must be a directory",
                "outputMode=ranges&chunkSize=2147483648 | chunkSize: '2147483648' must be",
                "outputMode=archives&actions=ArchiveRetrieval,Select | actions: 'ArchiveRetrieval,Select' must contain Inv",
                "outputMode=all | all",
                "parallelism=0 | parallelism: '0' must be 1 to 256",
                "parallelism=257 | parallelism: '257' must be 1 to 256",
                "concurrentJobs=0 | concurrentJobs: '0' must be 1 to 256",
                "maxJobFailures=-1 | maxJobFailures: '-1' must be 0 or more",
                "maxRetries=-1 | maxRetries: '-1' must be 0 or more",
                "retryDelay=-1 | retryDelay: '-1' must be 0 ms or more",
                "maxRetryDelay=10 | maxRetryDelay: '10' must be at least retryDelay",
                "connectionTimeout=0 | connectionTimeout: '0' must be over 0 ms",
                "requestTimeout=0 | requestTimeout: '0' must be over 0 ms",
                "maxConnections=0 | maxConnections: '0' must be 1 to 10000",
                "limit=51 | limit: '51' must be 1 to 50",
                "filterStatusCode=Done | filterStatusCode: 'Done' must be InProgress, Succeeded or Failed",
                "actions=Retrieval | actions: 'Retrieval' must be ArchiveRetrieval",
                "jobId=../x | jobId: '../x' must be",
                "accountId=123 | accountId: '123' must be 12 digits",
                "checksumPolicy=strict | strict",
                "overrideEndpoint=true | uriEndpointOverride: (nothing) must be set together",
                "uriEndpointOverride=http://h | overrideEndpoint: 'false' must be set together",
                "overrideEndpoint=true&uriEndpointOverride=ftp://h | uriEndpointOverride: 'ftp://h' must be an absolute",
                "proxyHost=h | proxyPort: (nothing) must be given",
                "proxyPort=80 | proxyHost: (nothing) must be given",
                "proxyHost=h&proxyPort=99999 | proxyPort: '99999' must be 1 to 65535",
                "proxyUsername=u | proxyPassword: (nothing) must be given",
                "sessionToken=t | sessionToken: (hidden) needs useSessionCredentials=true",
                "useSessionCredentials=true | useSessionCredentials: 'true' needs accessKey, secretKey and sessionToken",
                "noSuchOption=1 | noSuchOption"
            })
    void aWrongOptionIsRefusedWithFieldValueAndRule(String options, String message) {
        assertRefused("glacier-job:photos?" + KEYS + options, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region=eu-west-1 | accessKey/secretKey or glacierClient must be specified",
                "region=eu-west-1&accessKey=a | secretKey: (nothing) must be given with accessKey",
                "region=eu-west-1&secretKey=s | accessKey: (nothing) must be given with secretKey"
            })
    void halfGivenCredentialsAreRefused(String options, String message) {
        assertRefused("glacier-job:photos?" + options, message);
    }

    @ParameterizedTest
    @CsvSource({"..", ".", "a b", "arn:aws:glacier:eu-west-1:1:vaults/v", "arn:aws:s3:::bucket"})
    void anInvalidVaultIsRefused(String vault) {
        assertRefused("glacier-job:" + vault + "?" + KEYS + "outputMode=none", "vaultNameOrArn");
    }

    @Test
    void anArnSetsRegionAccountAndVault() {
        GlacierJobEndpoint endpoint = context.getEndpoint(
                "glacier-job:arn:aws:glacier:eu-west-3:111122223333:vaults/photos?accessKey=a&secretKey=s",
                GlacierJobEndpoint.class);

        assertThat(endpoint.getConfiguration().vault().name()).isEqualTo("photos");
        assertThat(endpoint.getConfiguration().vault().accountId()).isEqualTo("111122223333");
        assertThat(endpoint.getServiceUrl()).isEqualTo("https://glacier.eu-west-3.amazonaws.com");
    }

    @Test
    void aClientInTheRegistryIsUsedAndStaysOpen() {
        try (GlacierClient client = GlacierClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build()) {
            context.getRegistry().bind("client", client);
            context.start();

            GlacierJobEndpoint endpoint = context.getEndpoint("glacier-job:photos", GlacierJobEndpoint.class);
            assertThat(endpoint.getConfiguration().getGlacierClient()).isSameAs(client);
        }
    }

    @Test
    void theDefaultsOfTheComponentHoldForAllItsEndpointsAndAUriWins() {
        GlacierJobComponent component = context.getComponent("glacier-job", GlacierJobComponent.class);
        component.getConfiguration().setAccessKey("a");
        component.getConfiguration().setSecretKey("s");
        component.getConfiguration().setWorkDirectory("retrieved");
        component.getConfiguration().setChunkSize(1 << 20);

        GlacierJobConfiguration own = context.getEndpoint(
                        "glacier-job:photos?parallelism=2&chunkSize=2097152", GlacierJobEndpoint.class)
                .getConfiguration();

        assertThat(own.getWorkDirectory()).isEqualTo("retrieved");
        assertThat(own.getChunkSize()).isEqualTo(2L << 20);
        assertThat(component.getConfiguration().getChunkSize()).isEqualTo(1L << 20);
    }
}
