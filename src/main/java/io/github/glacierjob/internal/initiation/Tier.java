package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tiers of retrievals, which differ in speed and price, the fastest first. Source: InitiateJob, {@code Tier}. */
public enum Tier {
    /** Minutes; the service may refuse it because it has no capacity. */
    EXPEDITED("Expedited"),
    /** 3 to 5 hours; the service's default. */
    STANDARD("Standard"),
    /** 5 to 12 hours. */
    BULK("Bulk");

    private final String text;

    Tier(String text) {
        this.text = text;
    }

    /** Reads the service's text: null means the service's default. Returns empty for an unknown tier. */
    public static Optional<Tier> of(String text) {
        return text == null
                ? Optional.of(STANDARD)
                : Arrays.stream(values()).filter(tier -> tier.text.equals(text)).findFirst();
    }

    /**
     * Reads distinct tiers separated by commas; null or empty text gives an empty list. {@code field} is the user's name
     * of the list.
     */
    public static List<Tier> list(String field, String list) {
        List<Tier> tiers = new ArrayList<>();
        if (list == null || list.isEmpty()) {
            return tiers;
        }
        for (String text : list.split(",", -1)) {
            Tier tier = of(text.trim())
                    .filter(known -> !tiers.contains(known))
                    .orElseThrow(() -> Rejection.of(
                            field,
                            list,
                            "must be distinct tiers of Expedited, Standard and Bulk, such as Standard,Bulk"));
            tiers.add(tier);
        }
        return tiers;
    }

    @Override
    public String toString() {
        return text;
    }
}
