package io.github.glacierjob;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What initiateJob asks for; headers and bodies win. Not thread-safe; each endpoint has a copy. */
@UriParams
abstract class GlacierJobOrderOptions extends GlacierClientOptions {

    private static final long SIX_HOURS = 21_600_000;

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
}
