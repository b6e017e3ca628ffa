package io.github.glacierjob.options;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What jobs are asked for, and which completed jobs are consumed how. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierJobOptions extends GlacierDownloadOptions {

    private static final long SIX_HOURS = 21_600_000;

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
     * Whether an archive's output that expired before it was consumed is requested again, which costs money, and goes on where
     * it stopped, under the id of the job that it began with. Default false.
     */
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean reinitiateExpired;

    /**
     * How often one output may be requested again, in all, each time only after the service itself reported it gone and a
     * second answer confirmed it. Default 1.
     */
    @UriParam(label = "consumer", defaultValue = "1")
    private int maxReinitiations = 1;

    /** How many outputs are consumed at the same time, 1 to 256. Default 1. */
    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentJobs = 1;

    /** initiateJob: the type of the job. The service no longer supports select. */
    @UriParam(label = "producer", enums = "archive-retrieval,inventory-retrieval,select")
    private String jobType;

    /** initiateJob: the archive to retrieve. Needed for archive-retrieval and select. */
    @UriParam(label = "producer")
    private String archiveId;

    /**
     * initiateJob: a description of the job, at most 1024 bytes of 0x20-0x7E. Consumer: only jobs whose description
     * matches, exactly, with an asterisk at the end, or as a regular expression.
     */
    @UriParam
    private String description;

    /** initiateJob: the ARN of the SNS topic that is told when the job completes. */
    @UriParam(label = "producer")
    private String snsTopic;

    /**
     * initiateJob: the range of the archive to retrieve, as start-end in bytes, aligned to 1 MiB: start is a
     * multiple of 1048576, and end is one less than a multiple or the archive's last byte. Without it, the whole
     * archive.
     */
    @UriParam(label = "producer")
    private String retrievalByteRange;

    /**
     * initiateJob: how fast and how dear the retrieval of an archive is: Expedited (minutes), Standard (3 to 5
     * hours) or Bulk (5 to 12 hours). Without it, the service takes Standard.
     */
    @UriParam(label = "producer", enums = "Expedited,Standard,Bulk")
    private String tier;

    /**
     * initiateJob: tiers to try, in this order, when there is no capacity for tier, separated by commas, such as
     * Standard,Bulk. Retrievals of archives only. Without it, InsufficientCapacityException reaches the route.
     */
    @UriParam(label = "producer")
    private String tierFallback;

    /**
     * initiateJob: whether to look for an existing job with the same output before a new one is paid for: the same
     * archive and range, or format and dates of an inventory, succeeded and alive for reuseMinLife, or in progress
     * at the same tier or a faster one. Never a paged inventory. The header CamelGlacierJobReused tells which. Needs
     * glacier:ListJobs, as does initiateJob after an unclear answer.
     */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean reuseExistingJob;

    /**
     * initiateJob: how long the output of a succeeded job must live at least to be reused, in milliseconds, up to 24
     * hours; an output lives 24 hours. Default 21600000 (6 hours).
     */
    @UriParam(label = "producer", defaultValue = "21600000", javaType = "java.time.Duration")
    private long reuseMinLife = SIX_HOURS;

    /** initiateJob: the format of an inventory. Without it, the service takes JSON. */
    @UriParam(label = "producer", enums = "CSV,JSON")
    private String format;

    /**
     * initiateJob: only archives created at or after this moment, in UTC as ISO 8601, such as
     * 2013-03-20T17:03:43Z.
     */
    @UriParam(label = "producer")
    private String inventoryStartDate;

    /** initiateJob: only archives created before this moment, in UTC as ISO 8601, such as 2013-03-20T17:03:43Z. */
    @UriParam(label = "producer")
    private String inventoryEndDate;

    /** initiateJob: most archives in the inventory, 1 or more. */
    @UriParam(label = "producer")
    private String inventoryLimit;

    /** initiateJob: where a paged inventory goes on: the marker in the description of the completed job before. */
    @UriParam(label = "producer")
    private String inventoryMarker;

    /**
     * describeJob and getJobOutput: the job. Consumer: only this job, by describeJob instead of a listing.
     * Letters, digits, - and _; it may begin with -.
     */
    @UriParam
    private String jobId;

    /** listJobs: only jobs with this status code. */
    @UriParam(label = "producer", enums = "InProgress,Succeeded,Failed")
    private String filterStatusCode;

    /**
     * listJobs: only jobs that are completed (true) or in progress (false). Without it both, whatever the catalog
     * shows as its default.
     */
    @UriParam(label = "producer")
    private Boolean filterCompleted;

    /** listJobs: one page of at most so many jobs, 1 to 50. Without limit and marker all pages, as they are read. */
    @UriParam(label = "producer")
    private Integer limit;

    /** listJobs: one page that begins at this marker of an earlier listing. */
    @UriParam(label = "producer")
    private String marker;

    /**
     * getJobOutput: only this range of the output, as bytes=start-end, both inclusive and counted from the start
     * of the output. Empty means all of it.
     */
    @UriParam(label = "producer")
    private String range;

    /**
     * Whether a notification or a range's descriptor in the body may be about another vault of the same region.
     * Otherwise it is refused.
     */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean anyVault;

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

    public String getJobType() {
        return jobType;
    }

    public void setJobType(String jobType) {
        this.jobType = jobType;
    }

    public String getArchiveId() {
        return archiveId;
    }

    public void setArchiveId(String archiveId) {
        this.archiveId = archiveId;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getSnsTopic() {
        return snsTopic;
    }

    public void setSnsTopic(String snsTopic) {
        this.snsTopic = snsTopic;
    }

    public String getRetrievalByteRange() {
        return retrievalByteRange;
    }

    public void setRetrievalByteRange(String retrievalByteRange) {
        this.retrievalByteRange = retrievalByteRange;
    }

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public String getTierFallback() {
        return tierFallback;
    }

    public void setTierFallback(String tierFallback) {
        this.tierFallback = tierFallback;
    }

    public boolean isReuseExistingJob() {
        return reuseExistingJob;
    }

    public void setReuseExistingJob(boolean reuseExistingJob) {
        this.reuseExistingJob = reuseExistingJob;
    }

    public long getReuseMinLife() {
        return reuseMinLife;
    }

    public void setReuseMinLife(long reuseMinLife) {
        this.reuseMinLife = reuseMinLife;
    }

    public String getFormat() {
        return format;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public String getInventoryStartDate() {
        return inventoryStartDate;
    }

    public void setInventoryStartDate(String inventoryStartDate) {
        this.inventoryStartDate = inventoryStartDate;
    }

    public String getInventoryEndDate() {
        return inventoryEndDate;
    }

    public void setInventoryEndDate(String inventoryEndDate) {
        this.inventoryEndDate = inventoryEndDate;
    }

    public String getInventoryLimit() {
        return inventoryLimit;
    }

    public void setInventoryLimit(String inventoryLimit) {
        this.inventoryLimit = inventoryLimit;
    }

    public String getInventoryMarker() {
        return inventoryMarker;
    }

    public void setInventoryMarker(String inventoryMarker) {
        this.inventoryMarker = inventoryMarker;
    }

    public String getJobId() {
        return jobId;
    }

    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getFilterStatusCode() {
        return filterStatusCode;
    }

    public void setFilterStatusCode(String filterStatusCode) {
        this.filterStatusCode = filterStatusCode;
    }

    public Boolean getFilterCompleted() {
        return filterCompleted;
    }

    public void setFilterCompleted(Boolean filterCompleted) {
        this.filterCompleted = filterCompleted;
    }

    public Integer getLimit() {
        return limit;
    }

    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    public String getMarker() {
        return marker;
    }

    public void setMarker(String marker) {
        this.marker = marker;
    }

    public String getRange() {
        return range;
    }

    public void setRange(String range) {
        this.range = range;
    }

    public boolean isAnyVault() {
        return anyVault;
    }

    public void setAnyVault(boolean anyVault) {
        this.anyVault = anyVault;
    }

    public int getMaxReinitiations() {
        return maxReinitiations;
    }

    public void setMaxReinitiations(int maxReinitiations) {
        this.maxReinitiations = maxReinitiations;
    }
}
