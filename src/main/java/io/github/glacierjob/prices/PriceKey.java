package io.github.glacierjob.prices;

/**
 * The key of a price: region, item and tier. Immutable.
 *
 * @param region the service's name of the region, or {@link #ANY}
 * @param tier   the tier; empty for an item without tiers
 */
record PriceKey(String region, PriceItem item, String tier) {

    /** Stands for all regions without their own row for the item and the tier. */
    static final String ANY = "*";

    PriceKey anywhere() {
        return new PriceKey(ANY, item, tier);
    }

    @Override
    public String toString() {
        return item.text() + (tier.isEmpty() ? "" : " " + tier) + " in region " + region;
    }
}
