package io.github.glacierjob.simulator.protocol;

/** The service's own headers that more than one operation reads or writes. */
public final class Headers {
    /** The tree hash of an upload, an archive or a part of an output. */
    public static final String TREE_HASH = "x-amz-sha256-tree-hash";

    /** The description of an archive. */
    public static final String DESCRIPTION = "x-amz-archive-description";

    /** The job that was initiated. */
    public static final String JOB_ID = "x-amz-job-id";

    /** Set by a fault: the lag of the list of jobs in listings. */
    public static final String LIST_LAG = "x-simulator-list-lag";

    private Headers() {}
}
