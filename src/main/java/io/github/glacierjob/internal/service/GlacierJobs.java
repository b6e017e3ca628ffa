package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.initiation.Initiator;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.GlacierServiceClientConfiguration;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.DescribeJobResponse;
import software.amazon.awssdk.services.glacier.model.DescribeVaultRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/**
 * The four operations on jobs, with this component's retries in place of the SDK's, which are off for every call, also on
 * a client that the user made. When the service throttles one request, all wait. Thread-safe. Throws the SDK's exceptions
 * unchanged.
 */
public final class GlacierJobs {

    private static final SdkPlugin WITHOUT_SDK_RETRIES = config -> config.overrideConfiguration(
            config.overrideConfiguration().copy(to -> to.retryStrategy(AwsRetryStrategy.doNotRetry())));

    private final GlacierClient client;
    private final RetryPolicy retries;
    private final Pause pause;
    private final Throttle throttle;
    private final boolean clientTriesOnce;

    /**
     * Wraps a client.
     *
     * @param client  the SDK's client; not closed here
     * @param retries how often and how patiently to try again
     * @param pause   how to wait in between
     */
    public GlacierJobs(GlacierClient client, RetryPolicy retries, Pause pause) {
        this.client = client;
        this.retries = retries;
        this.pause = pause;
        this.throttle = new Throttle(retries, pause, System::nanoTime);
        this.clientTriesOnce = configuration(client)
                .flatMap(of -> of.overrideConfiguration().retryStrategy())
                .filter(strategy -> strategy.maxAttempts() == 1)
                .isPresent();
    }

    /**
     * Describes a job. Needs {@code glacier:DescribeJob}.
     *
     * @param vault its vault
     * @param jobId its id
     * @return the description
     */
    public GlacierJobDescription describe(VaultAddress vault, String jobId) {
        return describe(DescribeJobRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobId(jobId)
                .build());
    }

    /**
     * Describes a job. Needs {@code glacier:DescribeJob}.
     *
     * @param request the SDK's request
     * @return the description
     */
    public GlacierJobDescription describe(DescribeJobRequest request) {
        DescribeJobRequest once = request.toBuilder()
                .overrideConfiguration(once(request.overrideConfiguration().orElse(null)))
                .build();
        DescribeJobResponse answer = retrying(() -> client.describeJob(once));
        return GlacierJobDescription.builder()
                .applyMutation(to -> CopiedFields.copy(answer, to))
                .build();
    }

    /**
     * The name that the service has for a vault. Needs {@code glacier:DescribeVault}.
     *
     * @param vault the vault
     * @return its ARN, with the number of the account
     */
    public String arn(VaultAddress vault) {
        DescribeVaultRequest request = DescribeVaultRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .overrideConfiguration(once(null))
                .build();
        return retrying(() -> client.describeVault(request)).vaultARN();
    }

    /**
     * Lists jobs: the first page at once, more as they are read. Needs {@code glacier:ListJobs}.
     *
     * @param vault the vault
     * @param query which of its jobs
     * @return the jobs
     */
    public JobList list(VaultAddress vault, JobQuery query) {
        return list(
                ListJobsRequest.builder()
                        .accountId(vault.accountId())
                        .vaultName(vault.name())
                        .statuscode(query.statusCode())
                        .completed(
                                query.completed() == null
                                        ? null
                                        : query.completed().toString())
                        .limit(query.limit() == null ? null : query.limit().toString())
                        .marker(query.marker())
                        .build(),
                query.isOnePage());
    }

    /**
     * Lists jobs. Needs {@code glacier:ListJobs}.
     *
     * @param request the SDK's request
     * @param onePage whether to stop after its page
     * @return the jobs
     */
    public JobList list(ListJobsRequest request, boolean onePage) {
        ListJobsResponse first = page(request);
        return new JobList(
                first,
                onePage
                        ? null
                        : marker -> page(request.toBuilder().marker(marker).build()));
    }

    private ListJobsResponse page(ListJobsRequest request) {
        ListJobsRequest once = request.toBuilder()
                .overrideConfiguration(once(request.overrideConfiguration().orElse(null)))
                .build();
        return retrying(() -> client.listJobs(once));
    }

    /**
     * Initiates a job, which costs money, by one request that is never repeated here: {@link Initiator} knows when it may
     * be. Needs {@code glacier:InitiateJob}.
     *
     * @param request the SDK's request
     * @return the new job
     */
    public InitiateJobResponse initiate(InitiateJobRequest request) {
        InitiateJobRequest once = request.toBuilder()
                .overrideConfiguration(once(request.overrideConfiguration().orElse(null)))
                .build();
        return throttle.send(() -> client.initiateJob(once));
    }

    /**
     * Opens a job's output or a range of it, once: resuming is the caller's, and so is waiting with
     * {@link Attempts#ready()}. Needs {@code glacier:GetJobOutput}.
     *
     * @param vault the vault
     * @param jobId the job
     * @param range {@code bytes=a-b}, or null for the whole output
     * @return the answer, to be closed when read to its end and aborted otherwise
     */
    public ResponseInputStream<GetJobOutputResponse> output(VaultAddress vault, String jobId, String range) {
        GetJobOutputRequest once = GetJobOutputRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobId(jobId)
                .range(range)
                .overrideConfiguration(once(null))
                .build();
        return throttle.send(() -> client.getJobOutput(once));
    }

    /**
     * The same operations, each tried once: for callers who would rather know than wait.
     *
     * @return a view on the same client
     */
    public GlacierJobs withoutRetries() {
        return new GlacierJobs(client, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), pause);
    }

    /**
     * Where the client sends its requests.
     *
     * @return an AWS region, or empty if the client does not say, as one made for tests may not
     */
    public Optional<String> region() {
        return configuration(client)
                .map(GlacierServiceClientConfiguration::region)
                .map(Region::id);
    }

    private static Optional<GlacierServiceClientConfiguration> configuration(GlacierClient client) {
        try {
            return Optional.of(client.serviceClientConfiguration());
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * A count of failures for one piece of work.
     *
     * @return at its beginning
     */
    public Attempts attempts() {
        return new Attempts(retries, pause, throttle);
    }

    private <T> T retrying(Supplier<T> request) {
        Attempts attempts = attempts();
        while (true) {
            attempts.ready();
            try {
                return throttle.send(request);
            } catch (RuntimeException e) {
                if (!attempts.again(e)) {
                    throw e;
                }
            }
        }
    }

    /** A plugin has the SDK copy all of its configuration for the request: only where it must be. */
    private AwsRequestOverrideConfiguration once(AwsRequestOverrideConfiguration given) {
        if (clientTriesOnce && (given == null || given.plugins().isEmpty())) {
            return given;
        }
        AwsRequestOverrideConfiguration.Builder builder =
                given == null ? AwsRequestOverrideConfiguration.builder() : given.toBuilder();
        return builder.addPlugin(WITHOUT_SDK_RETRIES).build();
    }
}
