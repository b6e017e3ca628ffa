package io.github.glacierjob.simulator.vault;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The account that owns the vaults, its region and its clock. */
public record Account(String region, String id, Clock clock) {

    /** The ARN of a vault, existing or not. */
    public String vaultArn(String vault) {
        return "arn:aws:glacier:" + region + ":" + id + ":vaults/" + vault;
    }

    /** The current time, to the millisecond. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
