package io.github.glacierjob.simulator;

import java.util.Optional;

/** The retrieval tiers of an archive job, from the fastest to the cheapest. */
public enum Tier {
    EXPEDITED("Expedited"),
    STANDARD("Standard"),
    BULK("Bulk");

    private final String wireName;

    Tier(String wireName) {
        this.wireName = wireName;
    }

    /** The name as the service writes it, for example {@code Standard}. */
    public String wireName() {
        return wireName;
    }

    static Optional<Tier> of(String name) {
        for (Tier tier : values()) {
            if (tier.wireName.equals(name)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
