package io.github.glacierjob.testkit;

import io.github.glacierjob.internal.figures.Counters;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.SimulatorBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Outputs of a simulated vault, downloaded in ranges of 1 MiB, four at a time and two requested early, over at most six
 * connections.
 */
public final class Outputs implements AutoCloseable {

    public static final int MIB = 1 << 20;
    public static final int EARLY = 2;
    public static final int CONNECTIONS = 6;

    private static final VaultAddress VAULT = VaultAddress.parse("photos", null);

    public final GlacierSimulator simulator;
    public final ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    public final AtomicInteger pauses = new AtomicInteger();
    private final GlacierClient client;
    private Duration retryDelay = Duration.ZERO;

    public Outputs() {
        this(GlacierSimulator.builder());
    }

    public Outputs(SimulatorBuilder builder) {
        simulator = builder.start();
        client = client(simulator.endpoint());
    }

    private static GlacierClient client(URI endpoint) {
        return GlacierClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofMinutes(1)))
                .build();
    }

    public Outputs pausing(Duration longest) {
        retryDelay = longest;
        return this;
    }

    public GlacierJobs jobs(GlacierClient through) {
        return new GlacierJobs(through, new RetryPolicy(8, retryDelay, retryDelay), this::pause, Counters.NONE);
    }

    private void pause(Duration wait) throws InterruptedException {
        pauses.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(retryDelay.toMillis());
    }

    /** A completed job for a whole new archive. */
    public String job(Content content) {
        return simulator.addArchiveJob("photos", simulator.addArchive("photos", content, null));
    }

    /** A completed inventory job with this document. */
    public String inventory(String document) {
        simulator.createVault("photos");
        return simulator.addInventoryJob("photos", "JSON", Content.of(document));
    }

    public CompletedJob described(String job) {
        return new CompletedJob(jobs(client).describe(VAULT, job));
    }

    public JobOutput output(CompletedJob job) {
        return output(job, 4);
    }

    /** The output of a job, fetched by another thread pool. */
    public JobOutput output(String job, ExecutorService elsewhere) {
        DownloadSettings settings = new DownloadSettings(MIB, 4, EARLY, ChecksumPolicy.ifAvailable);
        return JobOutput.of(source(described(job)), settings, elsewhere);
    }

    public JobOutput output(CompletedJob job, int parallelism) {
        return output(job, new DownloadSettings(MIB, parallelism, EARLY, ChecksumPolicy.ifAvailable));
    }

    public JobOutput output(CompletedJob job, DownloadSettings settings) {
        return JobOutput.of(source(job), settings, pool);
    }

    public OutputSource source(CompletedJob job) {
        return new OutputSource(jobs(client), VAULT, job, Serving.by(job.id()));
    }

    public OutputDownload download(String job) {
        return output(described(job)).download((ByteRange) null);
    }

    public OutputDownload downloadFrom(URI endpoint, long size, String treeHash) {
        return outputFrom(endpoint, size, treeHash).download((ByteRange) null);
    }

    /** An output of another server than the simulator; the test describes its job. */
    public JobOutput outputFrom(URI endpoint, Long size, String treeHash) {
        GlacierJobDescription job = GlacierJobDescription.builder()
                .jobId("job")
                .vaultARN(simulator.vaultArn("photos"))
                .action("ArchiveRetrieval")
                .completed(true)
                .statusCode("Succeeded")
                .archiveSizeInBytes(size)
                .sha256TreeHash(treeHash)
                .build();
        OutputSource source =
                new OutputSource(jobs(client(endpoint)), VAULT, new CompletedJob(job), Serving.by(job.jobId()));
        return JobOutput.of(source, new DownloadSettings(MIB, 1, 0, ChecksumPolicy.ifAvailable), pool);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        client.close();
        simulator.close();
    }
}
