package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.prices.PriceList;
import java.math.BigDecimal;
import java.util.Optional;

/** What the retrieval of an archive costs, its request and its bytes together. */
@FunctionalInterface
public interface Cost {

    /** By a list, in a region: an output that still exists is ordered again for the price of a re-staging, if there is one. */
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
