package io.github.glacierjob.prices;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A row of a price list. Immutable.
 *
 * @param tier  the tier; empty for an item without tiers
 * @param price the price of one unit
 */
record Price(PriceKey key, BigDecimal price, String currency, PriceUnit unit, LocalDate date) {

    /** The exact cost of a number of bytes or requests, not rounded. */
    BigDecimal of(long quantity) {
        return price.multiply(BigDecimal.valueOf(quantity)).divide(unit.size());
    }
}
