package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.GlacierJobEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Wrong options are refused when the endpoint is created, before a connection is opened. */
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
                "outputMode=file | workDirectory: is not set; it must be a directory",
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
                "connectionTimeout=0 | connectionTimeout: '0' must be 1 ms or more",
                "requestTimeout=0 | requestTimeout: '0' must be 1 ms or more",
                "maxConnections=0 | maxConnections: '0' must be 1 to 10000",
                "limit=51 | limit: '51' must be 1 to 50",
                "filterStatusCode=Done | filterStatusCode: 'Done' must be InProgress, Succeeded or Failed",
                "actions=Retrieval | actions: 'Retrieval' must be ArchiveRetrieval",
                "jobId=../x | jobId: '../x' must be",
                "accountId=123 | accountId: '123' must be 12 digits",
                "checksumPolicy=strict | strict",
                "overrideEndpoint=true | uriEndpointOverride: is not set; it must be the URI",
                "uriEndpointOverride=http://h | overrideEndpoint: is not set; it must be true",
                "overrideEndpoint=true&uriEndpointOverride=ftp://h | uriEndpointOverride: 'ftp://h' must be an absolute",
                "proxyHost=h | proxyPort: is not set; it must be set too",
                "proxyPort=80 | proxyHost: is not set; it must be set too",
                "proxyHost=h&proxyPort=99999 | proxyPort: '99999' must be 1 to 65535",
                "proxyUsername=u | proxyPassword: is not set; it must be set too",
                "sessionToken=t | sessionToken: (hidden) needs useSessionCredentials=true",
                "useSessionCredentials=true | useSessionCredentials: 'true' needs accessKey, secretKey and sessionToken",
                "chunkSize=8XB | chunkSize: '8XB' must be a number of bytes such as 8388608, 8M, 8MB or 8MiB",
                "chunkSize=3MiB | chunkSize: '3MiB' must be a power of two of MiB",
                "requestTimeout=soon | requestTimeout: 'soon' must be a time in milliseconds such as 60000",
                "retryDelay=5 bananas | retryDelay: '5 bananas' must be a time in milliseconds",
                "delay=8MB | delay: '8MB' must be a time in milliseconds",
                "repeatCount=often | repeatCount: 'often' must be a number",
                "parallelism=many | parallelism: 'many' must be a number",
                "parallelism=99999999999 | parallelism: '99999999999' must be a number",
                "reuseExistingJob=perhaps | reuseExistingJob: 'perhaps' must be true or false",
                "outputMode=all | outputMode: 'all' must be one of chunks, stream, file, ranges, archives, none",
                "checksumPolicy=strict | checksumPolicy: 'strict' must be one of required, ifAvailable, none",
                "operation=initiate | operation: 'initiate' must be one of initiateJob, describeJob, listJobs, getJobOutput",
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
                "accessKey=a&secretKey=s&region=eu-west-1a | region: 'eu-west-1a' must be the name of an AWS region such as eu-west-1",
                "accessKey=a&secretKey=s&region=eu-west-1.console.aws.amazon.com | region: 'eu-west-1.console.aws.amazon.com' must be the name",
                "region=eu-west-1&accessKey=a&secretKey=b c | secretKey: (hidden) must have no blank; in a URI write RAW(",
                "region=eu-west-1&accessKey=a&secretKey=b+c | secretKey: (hidden) must have no blank; in a URI write RAW(",
                "region=eu-west-1&accessKey=a | secretKey: is not set; it must be set with accessKey",
                "region=eu-west-1&secretKey=s | accessKey: is not set; it must be set with secretKey"
            })
    void incompleteCredentialsAreRefused(String options, String message) {
        assertRefused("glacier-job:photos?" + options, message);
    }

    @ParameterizedTest
    @CsvSource({"8388608, 8388608", "8M, 8388608", "8MB, 8388608", "8MiB, 8388608", "16m, 16777216", "1 GiB, 1073741824"
    })
    void aChunkSizeMayHaveAUnit(String text, long bytes) {
        GlacierJobEndpoint endpoint =
                context.getEndpoint("glacier-job:photos?" + KEYS + "chunkSize=" + text, GlacierJobEndpoint.class);

        assertThat(endpoint.getConfiguration().getChunkSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"5000, 5000", "5s, 5000", "1m30s, 90000", "2h, 7200000", "PT5S, 5000"})
    void aTimeMayHaveUnits(String text, long milliseconds) {
        GlacierJobEndpoint endpoint = context.getEndpoint(
                "glacier-job:photos?" + KEYS + "maxRetryDelay=30h&requestTimeout=" + text, GlacierJobEndpoint.class);

        assertThat(endpoint.getConfiguration().getRequestTimeout()).isEqualTo(milliseconds);
    }

    @Test
    void aWorkDirectoryThatCannotBeCreatedFailsTheStart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        context.start();

        assertRefused(
                "glacier-job:photos?" + KEYS + "outputMode=file&workDirectory=" + file.resolve("work"),
                "workDirectory: '" + file.resolve("work") + "' must be a directory that can be made and written to");
    }

    @Test
    void anUnknownHostFailsWithinSecondsBeforeTheFirstAnswerOfTheService() throws Exception {
        context.start();
        String uri = "glacier-job:photos?" + KEYS
                + "operation=listJobs&overrideEndpoint=true&uriEndpointOverride=http://glacier.invalid";
        long begun = System.nanoTime();

        assertThatThrownBy(() -> context.createProducerTemplate().requestBody(uri, ""))
                .hasStackTraceContaining("glacier.invalid");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
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
