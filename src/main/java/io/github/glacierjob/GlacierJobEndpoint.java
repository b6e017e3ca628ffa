package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.GlacierJobs;
import io.github.glacierjob.job.Initiator;
import io.github.glacierjob.job.RetryPolicy;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.output.DownloadSettings;
import io.github.glacierjob.output.JobOutput;
import io.github.glacierjob.output.OutputSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Retrieve archives and inventories from Amazon Glacier vaults through jobs.
 *
 * <p>The producer initiates, describes and lists jobs and gets their output; the consumer emits exchanges when jobs
 * complete, with the output as verified chunks or one stream.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glacier-job",
        title = "AWS Glacier Job",
        syntax = "glacier-job:vaultNameOrArn",
        category = {Category.CLOUD, Category.FILE},
        headersClass = GlacierJobConstants.class)
public class GlacierJobEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    /** Milliseconds between polls. */
    static final long DEFAULT_DELAY = 60_000;

    @UriParam
    private GlacierJobConfiguration configuration;

    @UriParam(
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            label = "consumer,scheduler",
            description = "Milliseconds before the next poll. Default 60000 (one minute).")
    private long delay = DEFAULT_DELAY;

    @UriParam(
            defaultValue = "0",
            label = "consumer",
            description = "Most new jobs that a poll takes up. Default 0: all of them.")
    private int maxMessagesPerPoll;

    private JobLedger ledger;
    private ClientLease lease;
    private GlacierJobs jobs;
    private Initiator initiator;
    private InstantSource clock = InstantSource.system();
    private ExecutorService downloads;

    GlacierJobEndpoint(String uri, GlacierJobComponent component, GlacierJobConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() throws Exception {
        return new GlacierJobProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        GlacierJobConsumer consumer = new GlacierJobConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        GlacierJobPollingConsumer consumer = new GlacierJobPollingConsumer(this);
        configurePollingConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ledger = new JobLedger(configuration);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lease = ClientLease.of(configuration, getVault().region().orElse(configuration.getRegion()));
        RetryPolicy retries = new RetryPolicy(
                configuration.getMaxRetries(),
                Duration.ofMillis(configuration.getRetryDelay()),
                Duration.ofMillis(configuration.getMaxRetryDelay()));
        jobs = new GlacierJobs(lease.client(), retries, wait -> TimeUnit.MILLISECONDS.sleep(wait.toMillis()));
        initiator = new Initiator(jobs, () -> clock.instant());
        downloads = getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(
                        this,
                        "GlacierJobRanges",
                        configuration.getConcurrentJobs()
                                * (configuration.getParallelism() + ClientLease.earlyRequests(configuration)));
    }

    @Override
    protected void doStop() throws Exception {
        if (downloads != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(downloads);
            downloads = null;
        }
        if (lease != null) {
            lease.close();
            lease = null;
        }
        super.doStop();
    }

    /** The vault of this endpoint. */
    VaultAddress getVault() {
        return VaultAddress.parse(configuration.getVaultNameOrArn(), configuration.getAccountId());
    }

    /** The job API, while the endpoint runs. */
    GlacierJobs getJobs() {
        return jobs;
    }

    /** The job API's one operation that costs money, while the endpoint runs. */
    Initiator getInitiator() {
        return initiator;
    }

    InstantSource getClock() {
        return clock;
    }

    /** Another clock than this machine's, before the start. */
    void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** What has become of the vault's jobs; outlives a stop of the route. */
    JobLedger getLedger() {
        return ledger;
    }

    /**
     * The output of a job of a vault, to be downloaded as the options say; in small ranges if it is to be archives, which go
     * through a route slower than they come.
     */
    JobOutput output(VaultAddress vault, CompletedJob job) {
        boolean small = configuration.getOutputMode() == OutputMode.archives;
        int early = ClientLease.earlyRequests(configuration);
        DownloadSettings settings = new DownloadSettings(
                small ? 1 << 20 : configuration.getChunkSize(),
                small ? Math.min(configuration.getParallelism(), 4) : configuration.getParallelism(),
                small ? Math.min(early, 4) : early,
                configuration.getChecksumPolicy());
        return JobOutput.of(new OutputSource(jobs, vault, job), settings, downloads);
    }

    public GlacierJobConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GlacierJobConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    @Override
    public String getServiceUrl() {
        if (configuration.isOverrideEndpoint()) {
            return configuration.getUriEndpointOverride();
        }
        return getVault()
                .region()
                .or(() -> Optional.ofNullable(configuration.getRegion()))
                .map(region -> "https://glacier." + region + ".amazonaws.com")
                .orElse(null);
    }

    @Override
    public String getServiceProtocol() {
        return "glacier";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("vault", getVault().toString());
    }
}
