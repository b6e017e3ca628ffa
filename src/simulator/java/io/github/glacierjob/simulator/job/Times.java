package io.github.glacierjob.simulator.job;

import java.time.Duration;
import java.util.Map;

/** The durations of jobs, for archive jobs by tier, and the lifetime of outputs. */
public record Times(Map<String, Duration> archiveJobs, Duration inventoryJobs, Duration outputLifetime) {

    /** Copies the map. */
    public Times {
        archiveJobs = Map.copyOf(archiveJobs);
    }

    Duration of(JobRequest request) {
        return request.retrieval() == null
                ? inventoryJobs
                : archiveJobs.getOrDefault(request.retrieval().tier(), Duration.ZERO);
    }
}
