package io.github.glacierjob;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What the producer's operations ask for; headers and bodies win. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierRequestOptions extends GlacierClientOptions {

    /**
     * What the producer does: initiateJob, describeJob, listJobs or getJobOutput. The header
     * CamelGlacierJobOperation wins; with neither, an exchange fails.
     */
    @UriParam(label = "producer")
    private GlacierJobOperation operation;

    /** initiateJob: the type of the job. The service no longer supports select. */
    @UriParam(label = "producer", enums = "archive-retrieval,inventory-retrieval,select")
    private String jobType;

    /** initiateJob: the archive to retrieve. Needed for archive-retrieval and select. */
    @UriParam(label = "producer")
    private String archiveId;

    /**
     * initiateJob: a description of the job, at most 1024 bytes of 0x20-0x7E. Consumer: only jobs whose
     * description matches, exactly, with * at the end, or as a regular expression.
     */
    @UriParam
    private String description;

    /** initiateJob: the ARN of the SNS topic that is told when the job completes. */
    @UriParam(label = "producer")
    private String snsTopic;

    /**
     * initiateJob: the range of the archive to retrieve, as start-end in bytes, aligned to 1 MiB: start is a
     * multiple of 1048576, and end + 1 is too or end is the archive's last byte. Without it, the whole archive.
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
     * initiateJob: tiers to try after tier when there is no capacity. Not available in this version: any value
     * is refused.
     */
    @UriParam(label = "producer")
    private String tierFallback;

    /**
     * initiateJob: whether to look for an equal job before a new one is paid for. Not available in this version:
     * true is refused.
     */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean reuseExistingJob;

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

    /** listJobs: only jobs that are completed (true) or in progress (false). */
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

    /** Whether a notification in the body may be about another vault of the same region. Otherwise it is refused. */
    @UriParam(label = "producer", defaultValue = "false")
    private boolean anyVault;

    public GlacierJobOperation getOperation() {
        return operation;
    }

    public void setOperation(GlacierJobOperation operation) {
        this.operation = operation;
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
}
