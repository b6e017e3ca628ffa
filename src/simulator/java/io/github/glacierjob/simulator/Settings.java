package io.github.glacierjob.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** What does not change while a simulator runs. */
record Settings(String region, String accountId, Clock clock, Times times, Traffic traffic, Rules rules) {

    /** How long jobs take, and how long their output lives. */
    record Times(Map<Tier, Duration> archiveJobs, Duration inventoryJobs, Duration outputLifetime) {
        Times {
            archiveJobs = Map.copyOf(archiveJobs);
        }

        Duration of(JobRequest request) {
            return request.retrieval() == null
                    ? inventoryJobs
                    : archiveJobs.getOrDefault(request.retrieval().tier(), Duration.ZERO);
        }
    }

    /** How fast answers go out; a rate of 0 means no limit. */
    record Traffic(long bytesPerSecond, Duration firstByteLatency) {}

    /** What is let in, and how it is listed. */
    record Rules(boolean authorizationRequired, boolean selectSupported, int jobsPerPage) {}

    String vaultArn(String vault) {
        return "arn:aws:glacier:" + region + ":" + accountId + ":vaults/" + vault;
    }
}
