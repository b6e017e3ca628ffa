package io.github.glacierjob.prices;

/**
 * What a price is of. Immutable.
 *
 * @param region the service's name of the region, or {@link #ANY}
 * @param tier   empty for an item without tiers
 */
record PriceKey(String region, PriceItem item, String tier) {

    /** Every region that has no row of its own for the item and the tier. */
    static final String ANY = "*";

    PriceKey anywhere() {
        return new PriceKey(ANY, item, tier);
    }

    @Override
    public String toString() {
        return item.text() + (tier.isEmpty() ? "" : " " + tier) + " in region " + region;
    }
}
