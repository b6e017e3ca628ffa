package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.initiation.Initiator;
import io.github.glacierjob.internal.listing.Listings;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierDownloadOptions;
import io.github.glacierjob.options.OutputMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ExecutorServiceManager;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Holds the resources of a vault while its endpoint runs: the client, the job API, the threads that fetch ranges, and the
 * clock. The endpoint's start opens it and the stop closes it. Thread-safe.
 *
 * @param <O> the options of the endpoint
 */
public final class OpenVault<O extends GlacierDownloadOptions> implements AutoCloseable {

    /**
     * The size of ranges of an inventory. Small ranges are enough, because the service sends an inventory faster than a
     * route processes its archives.
     */
    private static final int INVENTORY_CHUNK = 1 << 20;

    private static final int INVENTORY_PARALLELISM = 4;

    private final O options;
    private final VaultAddress address;
    private final ClientLease lease;
    private final GlacierJobs jobs;
    private final Listings listings;
    private final Initiator initiator;
    private final ExecutorService downloads;
    private final ExecutorServiceManager executors;
    private final Figures figures;

    private OpenVault(Endpoint endpoint, O options, Figures figures) {
        CamelContext context = endpoint.getCamelContext();
        this.options = options;
        this.address = options.vault();
        this.figures = figures;
        this.executors = context.getExecutorServiceManager();
        this.lease = ClientLease.of(context, options);
        this.jobs = new GlacierJobs(
                lease.client(), retries(options), wait -> TimeUnit.MILLISECONDS.sleep(wait.toMillis()), figures);
        InstantSource clock = options.getClock();
        this.listings = new Listings(jobs, clock, nanos(clock));
        this.initiator = new Initiator(jobs, listings, clock, nanos(clock));
        int threads = options.getConcurrentJobs()
                * (options.getParallelism() + Connections.of(options).early());
        this.downloads = ThreadPools.fixed(executors, endpoint, "GlacierJobRanges", threads);
        figures.open(ThreadPools.fixed(executors, endpoint, "GlacierJobEvents", 1));
    }

    /**
     * The monotonic clock: the user's clock if there is one, otherwise the system's monotonic clock, because the system's
     * wall clock may be set.
     */
    private static LongSupplier nanos(InstantSource clock) {
        return clock == InstantSource.system()
                ? System::nanoTime
                : () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    /**
     * Opens the vault of checked options.
     *
     * @param figures the endpoint's figures
     */
    public static <O extends GlacierDownloadOptions> OpenVault<O> open(Endpoint endpoint, O options, Figures figures) {
        if (options.getOutputMode() == OutputMode.file) {
            OutputFile.makeDirectory(options.getWorkDirectory());
        }
        return new OpenVault<>(endpoint, options, figures);
    }

    private static RetryPolicy retries(GlacierDownloadOptions options) {
        return new RetryPolicy(
                options.getMaxRetries(),
                Duration.ofMillis(options.getRetryDelay()),
                Duration.ofMillis(options.getMaxRetryDelay()));
    }

    public O options() {
        return options;
    }

    public VaultAddress address() {
        return address;
    }

    public GlacierJobs jobs() {
        return jobs;
    }

    /** Initiates jobs, the only operation that costs money. */
    public Initiator initiator() {
        return initiator;
    }

    /** The endpoint's figures. */
    public Figures figures() {
        return figures;
    }

    public InstantSource clock() {
        return options.getClock();
    }

    public Instant now() {
        return options.getClock().instant();
    }

    /** The output of a job of a vault, for downloads with the settings of the options. */
    public JobOutput output(VaultAddress vault, CompletedJob job) {
        return output(vault, job, Serving.by(job.id()));
    }

    /** The output of a job of a vault, fetched from the job that {@code serving} selects. */
    public JobOutput output(VaultAddress vault, CompletedJob job, Serving serving) {
        return options.getOutputMode() == OutputMode.archives
                ? inventory(vault, job)
                : output(new OutputSource(jobs, vault, job, serving), options.getChunkSize(), Integer.MAX_VALUE);
    }

    /** The output of an inventory job of a vault, for reading in small ranges. */
    public JobOutput inventory(VaultAddress vault, CompletedJob job) {
        return output(new OutputSource(jobs, vault, job, Serving.by(job.id())), INVENTORY_CHUNK, INVENTORY_PARALLELISM);
    }

    private JobOutput output(OutputSource source, long chunkSize, int most) {
        DownloadSettings settings = new DownloadSettings(
                chunkSize,
                Math.min(options.getParallelism(), most),
                Math.min(Connections.of(options).early(), most),
                options.getChecksumPolicy());
        return JobOutput.of(source, settings, downloads);
    }

    /**
     * Requests the description of a completed job.
     *
     * @throws JobOutputExpiredException if the service does not know it
     */
    public CompletedJob completed(VaultAddress vault, String jobId) {
        try {
            return new CompletedJob(jobs.describe(vault, jobId));
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            throw new JobOutputExpiredException(
                    "Vault " + vault + ", job " + jobId
                            + ": the service does not know it, jobs live about 24 hours after completion: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        executors.shutdownNow(downloads);
        lease.close();
        figures.close();
    }
}
