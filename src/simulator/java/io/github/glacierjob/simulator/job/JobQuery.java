package io.github.glacierjob.simulator.job;

/**
 * Which jobs of a vault a page shows, from one sequence to another, both inclusive; a status or a completion that is null
 * means any.
 */
public record JobQuery(String status, Boolean completed, long first, long last) {
    /** All jobs. */
    public static final JobQuery ALL = new JobQuery(null, null, 0, Long.MAX_VALUE);
}
