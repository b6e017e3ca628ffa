package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.figures.Counters;
import io.github.glacierjob.internal.tls.TlsFailure;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.GlacierServiceClientConfiguration;
import software.amazon.awssdk.services.glacier.model.DataRetrievalPolicy;
import software.amazon.awssdk.services.glacier.model.DataRetrievalRule;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.DescribeVaultRequest;
import software.amazon.awssdk.services.glacier.model.GetDataRetrievalPolicyRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;
import software.amazon.awssdk.services.glacier.model.ListProvisionedCapacityRequest;

/**
 * Sends the requests for jobs and for the account's limits. It uses this component's retries; the SDK's retries are off
 * for every call, also with a client that the user created. When the service throttles one request, all requests wait.
 * Thread-safe. Throws the SDK's exceptions unchanged.
 */
public final class GlacierJobs {

    /** Shared by the whole process, so that a wrong member is reported once. */
    private static final ReadableAnswers ANSWERS = new ReadableAnswers();

    /** The configuration that a client of the user lacks. */
    private static final SdkPlugin OURS = config ->
            config.overrideConfiguration(config.overrideConfiguration().copy(GlacierJobs::configure));

    private final GlacierClient client;
    private final RetryPolicy retries;
    private final Pause pause;
    private final Throttle throttle;
    private final Counters counters;
    private final ClockSkew clockSkew = new ClockSkew();
    private final boolean clientIsOurs;

    /**
     * Whether the service has ever answered. Before that, an unknown host is regarded as a wrong name, not as a temporary
     * fault.
     */
    private final AtomicBoolean reached = new AtomicBoolean();

    /** Wraps the SDK's client, which is not closed here. */
    public GlacierJobs(GlacierClient client, RetryPolicy retries, Pause pause, Counters counters) {
        this.client = client;
        this.retries = retries;
        this.pause = pause;
        this.counters = counters;
        this.throttle = new Throttle(retries, pause, System::nanoTime);
        this.clientIsOurs = configuration(client)
                .filter(of -> of.overrideConfiguration().executionInterceptors().stream()
                        .anyMatch(ReadableAnswers.class::isInstance))
                .isPresent();
    }

    /** Configures a client, or a request of a client that the user created: no retries of the SDK, readable answers. */
    public static void configure(ClientOverrideConfiguration.Builder to) {
        to.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(ANSWERS);
    }

    /** Needs {@code glacier:DescribeJob}. */
    public GlacierJobDescription describe(VaultAddress vault, String jobId) {
        return describe(DescribeJobRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobId(jobId)
                .build());
    }

    /** Needs {@code glacier:DescribeJob}. */
    public GlacierJobDescription describe(DescribeJobRequest request) {
        return ServiceJson.JOB.copyOf(retrying("describeJob", () -> client.describeJob(once(request))));
    }

    /** Like {@link #describe(VaultAddress, String)}, but empty if the service does not know the job. */
    public Optional<GlacierJobDescription> find(VaultAddress vault, String jobId) {
        try {
            return Optional.of(describe(vault, jobId));
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            return Optional.empty();
        }
    }

    /** Requests the ARN of a vault, with the account number. Needs {@code glacier:DescribeVault}. */
    public String arn(VaultAddress vault) {
        DescribeVaultRequest request = DescribeVaultRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .build();
        return retrying("describeVault", () -> client.describeVault(once(request)))
                .vaultARN();
    }

    /** The rule of the account's data retrieval policy, requested once. Needs {@code glacier:GetDataRetrievalPolicy}. */
    public Optional<DataRetrievalRule> retrievalPolicy(String accountId) {
        GetDataRetrievalPolicyRequest request =
                GetDataRetrievalPolicyRequest.builder().accountId(accountId).build();
        DataRetrievalPolicy policy = send("getDataRetrievalPolicy", () -> client.getDataRetrievalPolicy(once(request)))
                .policy();
        return policy == null ? Optional.empty() : policy.rules().stream().findFirst();
    }

    /**
     * The account's number of units of provisioned capacity, requested once. Needs
     * {@code glacier:ListProvisionedCapacity}.
     */
    public int provisionedUnits(String accountId) {
        ListProvisionedCapacityRequest request =
                ListProvisionedCapacityRequest.builder().accountId(accountId).build();
        return send("listProvisionedCapacity", () -> client.listProvisionedCapacity(once(request)))
                .provisionedCapacityList()
                .size();
    }

    /** Lists jobs: requests the first page now, and further pages when they are read. Needs {@code glacier:ListJobs}. */
    public JobList list(VaultAddress vault, JobQuery query) {
        return list(query.in(vault, ListJobsRequest.builder().build()));
    }

    /**
     * Lists jobs: one page if the request has a limit or a marker, otherwise all pages, requested when they are read.
     * Needs {@code glacier:ListJobs}.
     */
    public JobList list(ListJobsRequest request) {
        boolean onePage = request.limit() != null || request.marker() != null;
        return new JobList(page(request), onePage ? null : new JobPages(request, this::page));
    }

    /** Reads all pages one after another without keeping them. Needs {@code glacier:ListJobs}. */
    public void read(VaultAddress vault, JobQuery query, Consumer<ListJobsResponse> reader) {
        ListJobsRequest request = query.in(vault, ListJobsRequest.builder().build());
        JobPages pages = new JobPages(request, this::page);
        ListJobsResponse page = page(request);
        reader.accept(page);
        while (page.marker() != null && !page.marker().isEmpty()) {
            page = pages.page(page.marker());
            reader.accept(page);
        }
    }

    private ListJobsResponse page(ListJobsRequest request) {
        return retrying("listJobs", () -> client.listJobs(once(request)));
    }

    /**
     * Initiates a job, which costs money, with one request. It is never retried here, because only the initiator knows
     * when a retry is safe. Needs {@code glacier:InitiateJob}.
     */
    public InitiateJobResponse initiate(InitiateJobRequest request) {
        return send("initiateJob", () -> client.initiateJob(once(request)));
    }

    /**
     * Opens a job's output, or a range of it, with one try: the caller retries and resumes, and waits with
     * {@link Attempts#ready()}. Needs {@code glacier:GetJobOutput}.
     *
     * @param range {@code bytes=a-b}, or null for the whole output
     * @return the answer; close it after reading to its end, otherwise abort it
     */
    public ResponseInputStream<GetJobOutputResponse> output(VaultAddress vault, String jobId, String range) {
        GetJobOutputRequest request = GetJobOutputRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobId(jobId)
                .range(range)
                .build();
        return send("getJobOutput", () -> client.getJobOutput(once(request)));
    }

    /** The same operations with the same client, without retries. */
    public GlacierJobs withoutRetries() {
        return new GlacierJobs(client, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), pause, counters);
    }

    /** The AWS region of the client; empty if the client does not know it, for example a client of tests. */
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

    /** Creates the counter of failures for one piece of work. */
    public Attempts attempts() {
        return new Attempts(retries, pause, throttle, reached::get, kind -> counters.retried(kind.toString()));
    }

    /** The counters of requests and downloads. */
    public Counters counters() {
        return counters;
    }

    private <T> T retrying(String operation, Supplier<T> request) {
        Attempts attempts = attempts();
        while (true) {
            attempts.ready();
            try {
                return send(operation, request);
            } catch (RuntimeException e) {
                if (!attempts.again(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T send(String operation, Supplier<T> request) {
        try {
            T answer = clockSkew.corrected(() -> {
                counters.requested(operation);
                return throttle.send(request);
            });
            reached.set(true);
            return answer;
        } catch (AwsServiceException e) {
            reached.set(true);
            if (Failure.of(e) == Failure.THROTTLED) {
                counters.throttled();
            }
            throw e;
        } catch (SdkClientException e) {
            throw TlsFailure.explained(e, server(), !clientIsOurs);
        }
    }

    private String server() {
        return configuration(client)
                .flatMap(GlacierServiceClientConfiguration::endpointOverride)
                .map(URI::toString)
                .or(() -> region().map(region -> "Glacier in " + region))
                .orElse("Glacier");
    }

    /**
     * Prepares a request that the SDK must send only once. It adds a plugin only if necessary, because with a plugin the
     * SDK copies all of its configuration for the request.
     */
    @SuppressWarnings("unchecked")
    private <R extends AwsRequest> R once(R request) {
        AwsRequestOverrideConfiguration given = request.overrideConfiguration().orElse(null);
        if (clientIsOurs && (given == null || given.plugins().isEmpty())) {
            return request;
        }
        AwsRequestOverrideConfiguration.Builder builder =
                given == null ? AwsRequestOverrideConfiguration.builder() : given.toBuilder();
        return (R) request.toBuilder()
                .overrideConfiguration(builder.addPlugin(OURS).build())
                .build();
    }
}
