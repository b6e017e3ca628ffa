package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.initiation.Tier;
import java.math.BigDecimal;
import java.util.Optional;

/** What the retrieval of an archive costs, its request and its bytes together. */
@FunctionalInterface
public interface Cost {

    /** No price is known. */
    Cost UNKNOWN = (tier, bytes, extension) -> Optional.empty();

    /**
     * The price of one retrieval; empty if it is not known.
     *
     * @param extension whether the archive has an output that still exists
     */
    Optional<BigDecimal> of(Tier tier, long bytes, boolean extension);
}
