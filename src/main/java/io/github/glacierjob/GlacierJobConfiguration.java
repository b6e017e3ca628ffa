package io.github.glacierjob;

import io.github.glacierjob.output.ChecksumPolicy;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** All options of a vault's endpoint. Not thread-safe; each endpoint has a copy. */
@UriParams
public class GlacierJobConfiguration extends GlacierRequestOptions implements Cloneable {

    /**
     * The vault: its name, 1 to 255 characters of a-z, A-Z, 0-9, _, - and ., or its ARN, which also sets region
     * and account.
     */
    @UriPath
    @Metadata(required = true)
    private String vaultNameOrArn;

    /** The account that owns the vault: 12 digits without hyphens, or - for the account of the credentials. */
    @UriParam(defaultValue = "-")
    private String accountId = "-";

    /**
     * What becomes of a job's output: chunks (one message per range), stream (one stream over the whole output),
     * file (one file under workDirectory), ranges (one descriptor per range, no bytes), archives (inventories only:
     * one message per archive) or none (the job's description alone). Default: chunks from, stream to.
     */
    @UriParam
    private OutputMode outputMode;

    /**
     * Size of a range and of a chunk in bytes: a power of two of MiB, from 1048576 (1 MiB) to 1073741824 (1 GiB), with
     * outputMode=file to 4294967296 (4 GiB). Default 8388608 (8 MiB). Memory for an output is at most parallelism
     * chunks and the one in the route, plus a constant; in mode file 128 KiB for each request, which takes several
     * chunks together, up to 64 MiB, where waiting is over a sixteenth of its time. In mode archives it is 1 MiB.
     */
    @UriParam(defaultValue = "8388608")
    private long chunkSize = 8L << 20;

    /** How many ranges of an output come at the same time, 1 to 256; up to as many again are asked for early. Default 4. */
    @UriParam(defaultValue = "4")
    private int parallelism = 4;

    /**
     * How often a request is tried again without a new byte, 0 or more. The SDK's own retries are off. Default
     * 8.
     */
    @UriParam(label = "advanced", defaultValue = "8")
    private int maxRetries = 8;

    /**
     * Upper bound of the wait before the first retry, in milliseconds; it doubles with each, and the wait is
     * random below it. Default 500.
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "500")
    private long retryDelay = 500;

    /** Upper bound of the wait before any retry, in milliseconds. Default 60000 (one minute). */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "60000")
    private long maxRetryDelay = 60_000;

    /**
     * What it means when the service sends no checksum for an archive's output: required refuses the output
     * before its first byte, ifAvailable goes on with what there is, none compares nothing at all. Inventories
     * never have one.
     */
    @UriParam(defaultValue = "ifAvailable")
    private ChecksumPolicy checksumPolicy = ChecksumPolicy.ifAvailable;

    /** Where outputMode=file puts its files; made if missing. Their names: the job id or, producer, CamelFileName. */
    @UriParam
    private String workDirectory;

    /**
     * How far each output has been consumed, so that the next start goes on at the next chunk. The default is in
     * memory and lives as long as the endpoint.
     */
    @UriParam(label = "advanced")
    private StateRepository<String, String> progressRepository;

    /**
     * The jobs that have been consumed, by the vault's ARN and the job's id. The default is in memory, lives as
     * long as the endpoint, and forgets what the service no longer lists.
     */
    @UriParam(label = "consumer,advanced")
    private IdempotentRepository idempotentRepository;

    /** The jobs that are claimed now. A shared one spreads jobs over nodes. The default is in memory. */
    @UriParam(label = "consumer,advanced")
    private IdempotentRepository inProgressRepository;

    /**
     * Which jobs are consumed: one or more of ArchiveRetrieval, InventoryRetrieval and Select, separated by
     * comma. Without it, all.
     */
    @UriParam(label = "consumer,filter")
    private String actions;

    /**
     * Which jobs are consumed: a Simple predicate over the job's description in the body, such as ${body.tier} ==
     * 'Bulk', or a reference to a java.util.function.Predicate of GlacierJobDescription.
     */
    @UriParam(label = "consumer,filter")
    private Object jobFilter;

    /**
     * What becomes of jobs that ended as Failed: error reports each once, emit sends its description through the
     * route, ignore passes it over.
     */
    @UriParam(label = "consumer", defaultValue = "error")
    private OnFailedJob onFailedJob = OnFailedJob.error;

    /**
     * After so many failures of the route an output is left alone until the next start; 0 means never. Default
     * 0.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private int maxJobFailures = 0;

    /**
     * Whether an archive's output that expired half consumed is requested again, which costs money, and goes on where
     * it stopped, under the id of the job that it began with. Default false.
     */
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean reinitiateExpired;

    /** How many outputs are consumed at the same time, 1 to 256. Default 1. */
    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentJobs = 1;

    /**
     * A configuration of its own for an endpoint.
     *
     * @return a copy
     */
    public GlacierJobConfiguration copy() {
        try {
            return (GlacierJobConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getVaultNameOrArn() {
        return vaultNameOrArn;
    }

    public void setVaultNameOrArn(String vaultNameOrArn) {
        this.vaultNameOrArn = vaultNameOrArn;
    }

    public String getAccountId() {
        return accountId;
    }

    public void setAccountId(String accountId) {
        this.accountId = accountId;
    }

    public OutputMode getOutputMode() {
        return outputMode;
    }

    public void setOutputMode(OutputMode outputMode) {
        this.outputMode = outputMode;
    }

    public long getChunkSize() {
        return chunkSize;
    }

    public void setChunkSize(long chunkSize) {
        this.chunkSize = chunkSize;
    }

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public ChecksumPolicy getChecksumPolicy() {
        return checksumPolicy;
    }

    public void setChecksumPolicy(ChecksumPolicy checksumPolicy) {
        this.checksumPolicy = checksumPolicy;
    }

    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public StateRepository<String, String> getProgressRepository() {
        return progressRepository;
    }

    public void setProgressRepository(StateRepository<String, String> progressRepository) {
        this.progressRepository = progressRepository;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public IdempotentRepository getInProgressRepository() {
        return inProgressRepository;
    }

    public void setInProgressRepository(IdempotentRepository inProgressRepository) {
        this.inProgressRepository = inProgressRepository;
    }

    public String getActions() {
        return actions;
    }

    public void setActions(String actions) {
        this.actions = actions;
    }

    public Object getJobFilter() {
        return jobFilter;
    }

    public void setJobFilter(Object jobFilter) {
        this.jobFilter = jobFilter;
    }

    public OnFailedJob getOnFailedJob() {
        return onFailedJob;
    }

    public void setOnFailedJob(OnFailedJob onFailedJob) {
        this.onFailedJob = onFailedJob;
    }

    public int getMaxJobFailures() {
        return maxJobFailures;
    }

    public void setMaxJobFailures(int maxJobFailures) {
        this.maxJobFailures = maxJobFailures;
    }

    public boolean isReinitiateExpired() {
        return reinitiateExpired;
    }

    public void setReinitiateExpired(boolean reinitiateExpired) {
        this.reinitiateExpired = reinitiateExpired;
    }

    public int getConcurrentJobs() {
        return concurrentJobs;
    }

    public void setConcurrentJobs(int concurrentJobs) {
        this.concurrentJobs = concurrentJobs;
    }
}
