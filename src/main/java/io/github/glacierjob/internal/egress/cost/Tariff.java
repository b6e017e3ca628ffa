package io.github.glacierjob.internal.egress.cost;

import io.github.glacierjob.prices.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Calculates costs by the prices of a region. Immutable.
 *
 * @param region null if it is not known
 */
public record Tariff(PriceList prices, String region) {

    /**
     * The cost of retrievals and downloads.
     *
     * @param quantity the archives that are retrieved
     * @param out      the bytes that are downloaded
     */
    public Cost of(String tier, Quantity quantity, long out) {
        SortedSet<String> unknown = new TreeSet<>();
        Optional<BigDecimal> retrieval =
                price(quantity.bytes(), () -> prices.retrievedBytes(region, tier, quantity.bytes()));
        Optional<BigDecimal> requests =
                price(quantity.archives(), () -> prices.requests(region, tier, quantity.archives()));
        Optional<BigDecimal> transferOut = price(out, () -> prices.transferOut(region, out));
        name(unknown, retrieval, "retrieval " + tier);
        name(unknown, requests, "request " + tier);
        name(unknown, transferOut, "transferOut");
        if (quantity.withoutSize() > 0) {
            unknown.add("size of archives");
        }
        return new Cost(retrieval, requests, transferOut, unknown);
    }

    /** The cost of archives that were ordered again while their outputs existed. */
    Extra restaging(String tier, Quantity quantity) {
        return new Extra(
                quantity.archives(),
                quantity.bytes(),
                price(
                        quantity.archives(),
                        () -> prices.restaging(region, tier, quantity.archives(), quantity.bytes())));
    }

    /** The cost of bytes that were downloaded more than once. */
    Extra refetched(long bytes) {
        return new Extra(0, bytes, price(bytes, () -> prices.transferOut(region, bytes)));
    }

    /**
     * The cost of the retrieval of one archive; empty if it is not known. An archive whose output still exists costs
     * the price of a re-staging, if the list has one.
     *
     * @param extension whether the archive has an output that still exists
     */
    public Optional<BigDecimal> retrieval(String tier, long bytes, boolean extension) {
        Optional<BigDecimal> restaged = extension ? prices.restaging(region, tier, 1, bytes) : Optional.empty();
        return restaged.or(() -> prices.retrieval(region, tier, bytes));
    }

    /** The price of a quantity; a quantity of 0 costs 0, even if the price is not known. */
    private static Optional<BigDecimal> price(long quantity, Supplier<Optional<BigDecimal>> price) {
        return quantity == 0 ? Cost.ZERO : price.get();
    }

    private static void name(Set<String> unknown, Optional<BigDecimal> money, String item) {
        if (money.isEmpty()) {
            unknown.add(item);
        }
    }

    /** The size in bytes of an archive whose bytes cost as much as its request; empty if that is not known. */
    public Optional<Long> breakEven(String tier) {
        Optional<BigDecimal> request = prices.requests(region, tier, 1);
        Optional<BigDecimal> gigabyte =
                prices.retrievedBytes(region, tier, 1L << 30).filter(price -> price.signum() > 0);
        return request.flatMap(money -> gigabyte.map(
                        price -> money.multiply(BigDecimal.valueOf(1L << 30)).divide(price, 0, RoundingMode.CEILING)))
                .filter(bytes -> bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValueExact);
    }
}
