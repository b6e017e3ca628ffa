package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.prices.PriceList;
import java.math.BigDecimal;
import java.util.Optional;

/** Calculates the cost of a retrieval: its request and its bytes together. */
@FunctionalInterface
public interface Cost {

    /**
     * The cost by a price list, in a region. An archive whose output still exists costs the price of a re-staging, if
     * the list has one.
     */
    static Cost of(PriceList prices, String region) {
        return (tier, bytes, extension) -> {
            Optional<BigDecimal> restaged =
                    extension ? prices.restaging(region, tier.toString(), 1, bytes) : Optional.empty();
            return restaged.or(() -> prices.retrieval(region, tier.toString(), bytes));
        };
    }

    /**
     * The price of one retrieval; empty if it is not known.
     *
     * @param extension whether the archive has an output that still exists
     */
    Optional<BigDecimal> of(Tier tier, long bytes, boolean extension);
}
