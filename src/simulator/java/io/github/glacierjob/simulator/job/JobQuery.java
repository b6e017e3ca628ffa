package io.github.glacierjob.simulator.job;

/**
 * Selects the jobs of a page by status, completion and sequence numbers, both inclusive. A null status or completion
 * means any.
 */
public record JobQuery(String status, Boolean completed, long first, long last) {
    /** All jobs. */
    public static final JobQuery ALL = new JobQuery(null, null, 0, Long.MAX_VALUE);
}
