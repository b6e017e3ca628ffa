package io.github.glacierjob.options;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The parameters of new jobs, and which completed jobs are consumed in which way. Not thread-safe; each endpoint has a copy.
 */
@UriParams
public abstract class GlacierJobOptions extends GlacierDownloadOptions {

    private static final long SIX_HOURS = 21_600_000;

    /**
     * The form in which the route gets the output of a job: chunks (one message for each range), stream (one stream
     * over the whole output), file (one file in workDirectory), ranges (one description of each range, without its
     * bytes), archives (one message for each archive of an inventory) or none (only the description of the job).
     * Default: chunks for a consumer, stream for getJobOutput.
     */
    @UriParam
    private OutputMode outputMode;

    /**
     * The directory for the files; outputMode=file needs it. It is created if it does not exist. The name of a
     * file is the id of its job; for getJobOutput the header CamelFileName can give another name.
     */
    @UriParam
    private String workDirectory;

    /**
     * What to do with outputMode=archives if an entry of the inventory cannot be read: error fails at this entry, skip
     * omits it and counts it in the last message, emit sends a message with the readable parts and the cause.
     */
    @UriParam(defaultValue = "error")
    private OnBadArchive onBadArchive = OnBadArchive.error;

    /**
     * A directory in which the consumer stores how much of each output it has consumed and which jobs it has consumed,
     * so that it continues after a restart or a crash. It is created if it does not exist. The endpoints of one
     * application may share it, but two applications must not. A progressRepository or an idempotentRepository replaces
     * its part of the directory. Without it, and without these repositories, the consumer keeps this only in memory,
     * and logs a warning.
     */
    @UriParam
    private String stateDirectory;

    /**
     * Where the consumer stores how much of each output it has consumed, so that it continues with the next chunk after
     * a restart. Default: in stateDirectory, else in memory for the life of the endpoint.
     */
    @UriParam(label = "advanced")
    private StateRepository<String, String> progressRepository;

    /**
     * Where the consumer stores which jobs it has consumed, under the ARN of the vault and the id of the job. It must
     * not be the inProgressRepository. Default: in stateDirectory, else in memory for the life of the endpoint; the memory
     * forgets a job 48 hours after its completion.
     */
    @UriParam(label = "consumer,advanced")
    private IdempotentRepository idempotentRepository;

    /**
     * Where the consumer stores which jobs it works on now. Nodes that share such a repository divide the jobs among
     * themselves. Default: in memory.
     */
    @UriParam(label = "consumer,advanced")
    private IdempotentRepository inProgressRepository;

    /**
     * The kinds of jobs that are consumed: one or more of ArchiveRetrieval, InventoryRetrieval and Select, separated by
     * commas. Without it, the consumer consumes jobs of every kind.
     */
    @UriParam(label = "consumer,filter")
    private String actions;

    /**
     * A condition that a job must fulfil to be consumed: a Simple predicate with the description of the job in the
     * body, such as ${body.tier} == 'Bulk', or a reference to a java.util.function.Predicate of GlacierJobDescription.
     * Without it, the consumer consumes all jobs.
     */
    @UriParam(label = "consumer,filter")
    private Object jobFilter;

    /**
     * What to do with a job that ended with the status Failed: error reports it once to the exception handler, emit
     * sends its description through the route once, ignore does nothing.
     */
    @UriParam(label = "consumer", defaultValue = "error")
    private OnFailedJob onFailedJob = OnFailedJob.error;

    /**
     * The number of failures of the route with the same output after which the consumer stops delivering this output,
     * until its next start; 0 or more. 0 means that it never stops. Default 0.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private int maxJobFailures = 0;

    /**
     * Whether the consumer initiates a new job, which costs money, if the output of an archive retrieval expires before
     * the consumer has consumed all of it, even if it has not begun it. The delivery continues where it stopped, and the
     * messages keep the id of the first job. Default false.
     */
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean reinitiateExpired;

    /**
     * How many times in total a new job may be initiated for one output with reinitiateExpired=true, 0 or more. Before
     * each new job, the service must answer twice that the output is gone. Default 1.
     */
    @UriParam(label = "consumer", defaultValue = "1")
    private int maxReinitiations = 1;

    /** How many outputs are consumed at the same time, 1 to 256. Default 1. */
    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentJobs = 1;

    /**
     * initiateJob: the type of the new job. It can also be given by the header CamelGlacierJobType or by the body; one
     * of them is needed. The service no longer supports select.
     */
    @UriParam(label = "producer", enums = "archive-retrieval,inventory-retrieval,select")
    private String jobType;

    /**
     * initiateJob: the id of the archive to retrieve. It can also be given by the header CamelGlacierJobArchiveId or by
     * the body. A job of the type archive-retrieval or select needs it.
     */
    @UriParam(label = "producer")
    private String archiveId;

    /**
     * initiateJob: the description of the new job, at most 1024 bytes of 0x20-0x7E. Without it, the job has no description.
     * Consumer: a pattern; only jobs with a matching description are consumed. The pattern is an exact text, the
     * beginning of a text with an asterisk at its end, or a regular expression. Without it, all jobs match.
     */
    @UriParam
    private String description;

    /**
     * initiateJob: the ARN of the SNS topic that the service notifies when the job completes. Without it, the job has
     * no topic of its own.
     */
    @UriParam(label = "producer")
    private String snsTopic;

    /**
     * initiateJob: the range of the archive to retrieve, as start-end in bytes, both inclusive and aligned to 1 MiB:
     * start is a multiple of 1048576, and end is one less than a multiple or the last byte of the archive. Without it,
     * the job retrieves the whole archive.
     */
    @UriParam(label = "producer")
    private String retrievalByteRange;

    /**
     * initiateJob: the speed of an archive retrieval, which decides its price: Expedited (minutes, the most expensive),
     * Standard (3 to 5 hours) or Bulk (5 to 12 hours, the cheapest). Without it, the service takes Standard.
     */
    @UriParam(label = "producer", enums = "Expedited,Standard,Bulk")
    private String tier;

    /**
     * initiateJob: the tiers to try, in this order, if the service has no capacity for the tier, separated by commas,
     * such as Standard,Bulk. Only for archive retrievals. Without it, the route gets an InsufficientCapacityException.
     */
    @UriParam(label = "producer")
    private String tierFallback;

    /**
     * initiateJob: whether an existing job with the same output is used instead of a new one, which costs money. Such a
     * job has the same archive and range, or the same format and dates of an inventory; it has succeeded and its output
     * remains available for at least reuseMinLife, or it is in progress at the same or a faster tier. A paged inventory is never
     * reused. The header CamelGlacierJobReused says whether it happened. The requests of an endpoint share a listing of
     * the jobs that is 15 seconds to a minute old; a job that another program has initiated since then may be missed. Needs
     * the permission glacier:ListJobs, as does initiateJob after an unclear answer. Default false.
     */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean reuseExistingJob;

    /**
     * initiateJob with reuseExistingJob=true: how much longer the output of a succeeded job must be available for the job
     * to be reused, in milliseconds, 0 to 86400000 (24 hours, the whole life of an output). Default 21600000 (6 hours).
     */
    @UriParam(label = "producer", defaultValue = "21600000", javaType = "java.time.Duration")
    private long reuseMinLife = SIX_HOURS;

    /** initiateJob: the format of an inventory. Without it, the service takes JSON. */
    @UriParam(label = "producer", enums = "CSV,JSON")
    private String format;

    /**
     * initiateJob: the inventory lists only archives that were created at or after this moment, a date or
     * a time of ISO 8601, such as 2013-03-20 or 2013-03-20T17:03:43Z. It is sent in UTC. Without it, there is no lower bound.
     */
    @UriParam(label = "producer")
    private String inventoryStartDate;

    /**
     * initiateJob: the inventory lists only archives that were created before this moment, a date or a time of
     * ISO 8601, such as 2013-03-20 or 2013-03-20T17:03:43Z. It is sent in UTC. Without it, there is no upper bound.
     */
    @UriParam(label = "producer")
    private String inventoryEndDate;

    /** initiateJob: the largest number of archives in the inventory, 1 or more. Without it, there is no limit. */
    @UriParam(label = "producer")
    private String inventoryLimit;

    /**
     * initiateJob: where the next part of an inventory with inventoryLimit begins: the marker in the description of the
     * previous job, which must be completed. Without it, the inventory begins with its first archive.
     */
    @UriParam(label = "producer")
    private String inventoryMarker;

    /**
     * describeJob and getJobOutput: the id of the job. The header CamelGlacierJobId and a job in the body override
     * it. A producer may have a Simple expression here, such as ${header.wanted}, as in archiveId, description, snsTopic,
     * retrievalByteRange, tier, format, range and the other parameters of a job that have a header. Consumer: only this
     * job is consumed; the consumer asks for its description and lists no jobs. An id has letters, digits, - and _; it
     * may begin with -. Without it, the consumer consumes all jobs.
     */
    @UriParam
    private String jobId;

    /** listJobs: only jobs with this status code are listed. Without it, jobs with every status code are listed. */
    @UriParam(label = "producer", enums = "InProgress,Succeeded,Failed")
    private String filterStatusCode;

    /**
     * listJobs: only completed jobs (true) or only jobs in progress (false) are listed. Without it, both kinds are
     * listed, although tools may show false as the default.
     */
    @UriParam(label = "producer")
    private Boolean filterCompleted;

    /**
     * listJobs: the largest number of jobs on the page, 1 to 50. With limit or marker, one page is listed. If neither
     * is set, all jobs are listed; each page is requested when the reader of the list reaches it.
     */
    @UriParam(label = "producer")
    private Integer limit;

    /**
     * listJobs: where the page begins: the value of the header CamelGlacierJobNextMarker of an earlier listing. Without
     * it, the list begins with the first job.
     */
    @UriParam(label = "producer")
    private String marker;

    /**
     * getJobOutput: the range of the output to download, as bytes=start-end, both inclusive and counted from the start
     * of the output. Without it, the component downloads the whole output.
     */
    @UriParam(label = "producer")
    private String range;

    /**
     * Whether a notification or the description of a range in the body may name another vault of the same region.
     * Without it, such a message fails. Default false.
     */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean anyVault;

    @Override
    public OutputMode getOutputMode() {
        return outputMode;
    }

    public void setOutputMode(OutputMode outputMode) {
        this.outputMode = outputMode;
    }

    @Override
    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public OnBadArchive getOnBadArchive() {
        return onBadArchive;
    }

    public void setOnBadArchive(OnBadArchive onBadArchive) {
        this.onBadArchive = onBadArchive;
    }

    public String getStateDirectory() {
        return stateDirectory;
    }

    public void setStateDirectory(String stateDirectory) {
        this.stateDirectory = stateDirectory;
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

    @Override
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
