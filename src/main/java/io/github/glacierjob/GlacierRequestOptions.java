package io.github.glacierjob;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What the producer's operations ask for; headers and bodies win. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierRequestOptions extends GlacierJobOrderOptions {

    /**
     * What the producer does: initiateJob, describeJob, listJobs or getJobOutput. The header
     * CamelGlacierJobOperation wins; with neither, an exchange fails.
     */
    @UriParam(label = "producer")
    private GlacierJobOperation operation;

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

    public GlacierJobOperation getOperation() {
        return operation;
    }

    public void setOperation(GlacierJobOperation operation) {
        this.operation = operation;
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
