package io.github.glacierjob.simulator.job;

import java.time.Duration;
import java.util.Map;

/** How long jobs take, archive jobs by their tier, and how long their output lives. */
public record Times(Map<String, Duration> archiveJobs, Duration inventoryJobs, Duration outputLifetime) {

    /** Durations that do not change. */
    public Times {
        archiveJobs = Map.copyOf(archiveJobs);
    }

    Duration of(JobRequest request) {
        return request.retrieval() == null
                ? inventoryJobs
                : archiveJobs.getOrDefault(request.retrieval().tier(), Duration.ZERO);
    }
}
