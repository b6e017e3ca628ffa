package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.initiation.Tier;
import java.time.Duration;
import java.util.Map;

/**
 * Returns how long jobs take. Immutable.
 *
 * @param measured the durations of jobs in this vault, by tier; may be empty
 */
record Wait(Map<Tier, Duration> measured) {

    /** The longest durations that AWS documents: 12 hours for Bulk, 5 hours for Standard, 5 minutes for Expedited. */
    private static final Map<Tier, Duration> DOCUMENTED = Map.of(
            Tier.BULK, Duration.ofHours(12),
            Tier.STANDARD, Duration.ofHours(5),
            Tier.EXPEDITED, Duration.ofMinutes(5));

    Duration of(Tier tier) {
        return measured.getOrDefault(tier, DOCUMENTED.get(tier));
    }
}
