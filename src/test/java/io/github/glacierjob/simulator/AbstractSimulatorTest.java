package io.github.glacierjob.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** A simulator with a vault, an SDK client that does not retry, and a plain HTTP client for the exact bytes. */
public abstract class AbstractSimulatorTest {
    protected static final int MIB = 1 << 20;
    protected static final String VAULT = "photos";
    protected static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    protected static final Duration SOON = Duration.ofSeconds(60);

    protected GlacierSimulator simulator;
    protected GlacierClient client;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    protected void startSimulator() {
        restart(GlacierSimulator.builder());
    }

    @AfterEach
    protected void stopSimulator() {
        client.close();
        simulator.close();
    }

    protected void restart(SimulatorBuilder builder) {
        if (simulator != null) {
            stopSimulator();
        }
        simulator = builder.start();
        simulator.createVault(VAULT);
        client = GlacierClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.endpoint() + path))
                .timeout(SOON)
                .header("x-amz-glacier-version", "2012-06-01")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/glacier/aws4_request");
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    protected HttpResponse<String> get(String path) {
        return send(request(path));
    }

    protected HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    protected HttpResponse<String> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    protected HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    protected HttpResponse<String> initiate(String json) {
        return post("/-/vaults/photos/jobs", json);
    }

    protected String initiated(String json) {
        return initiate(json).headers().firstValue("x-amz-job-id").orElseThrow();
    }

    protected HttpResponse<String> outputOf(String jobId, String range) {
        HttpRequest.Builder request = request("/-/vaults/photos/jobs/" + jobId + "/output");
        return send(range == null ? request : request.header("Range", range));
    }

    protected ResponseBytes<GetJobOutputResponse> download(String jobId, String range) {
        return client.getJobOutput(r -> r.vaultName(VAULT).jobId(jobId).range(range), ResponseTransformer.toBytes());
    }

    protected static String error(String code, String message) {
        return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"type\":\"Client\"}";
    }

    protected static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
