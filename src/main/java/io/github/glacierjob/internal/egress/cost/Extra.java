package io.github.glacierjob.internal.egress.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Work that was done more than once, and so is not in a plan. Immutable.
 *
 * @param money empty if it is not known
 */
public record Extra(long requests, long bytes, Optional<BigDecimal> money) {

    static final Extra NOTHING = new Extra(0, 0, Cost.ZERO);

    Extra plus(Extra more) {
        return new Extra(requests + more.requests, bytes + more.bytes, Cost.sum(money, more.money));
    }
}
