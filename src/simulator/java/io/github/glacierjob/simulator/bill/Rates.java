package io.github.glacierjob.simulator.bill;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * The prices of the simulator. Immutable. A GB has 1,073,741,824 bytes. Unless set, re-staging is free.
 *
 * @param retrieval   by tier
 * @param restaging   by tier: archives that are ordered again while an output of them exists
 * @param transferOut the price of a GB of output
 */
public record Rates(Map<String, Rate> retrieval, Map<String, Rate> restaging, BigDecimal transferOut) {

    /** The prices of public lists for the United States. */
    public static final Rates PUBLIC = new Rates(Map.of(), Map.of(), new BigDecimal("0.09"))
            .tier("Bulk", "0.0025", "0.025")
            .tier("Standard", "0.01", "0.05")
            .tier("Expedited", "0.03", "10");

    /** The price of a GB, and of 1,000 requests. */
    public record Rate(BigDecimal gigabyte, BigDecimal thousandRequests) {

        static final Rate FREE = new Rate(BigDecimal.ZERO, BigDecimal.ZERO);

        BigDecimal forBytes(long bytes) {
            return gigabytes(gigabyte, bytes);
        }

        BigDecimal forRequests(long requests) {
            return thousandRequests.multiply(BigDecimal.valueOf(requests)).movePointLeft(3);
        }
    }

    /** Copies the maps. */
    public Rates {
        retrieval = Map.copyOf(retrieval);
        restaging = Map.copyOf(restaging);
    }

    /** Creates a table without prices. */
    public static Rates none() {
        return new Rates(Map.of(), Map.of(), BigDecimal.ZERO);
    }

    /** Copies the table and sets the price of a tier. */
    public Rates tier(String tier, String gigabyte, String thousandRequests) {
        return new Rates(with(retrieval, tier, gigabyte, thousandRequests), restaging, transferOut);
    }

    /** Copies the table and sets the price of re-staging in a tier. */
    public Rates restagingOf(String tier, String gigabyte, String thousandRequests) {
        return new Rates(retrieval, with(restaging, tier, gigabyte, thousandRequests), transferOut);
    }

    /** Copies the table and sets the price of a GB that is sent. */
    public Rates transferOut(String gigabyte) {
        return new Rates(retrieval, restaging, new BigDecimal(gigabyte));
    }

    private static Map<String, Rate> with(Map<String, Rate> rates, String tier, String gigabyte, String requests) {
        Map<String, Rate> more = new HashMap<>(rates);
        more.put(tier, new Rate(new BigDecimal(gigabyte), new BigDecimal(requests)));
        return more;
    }

    Rate retrievalOf(String tier) {
        Rate rate = retrieval.get(tier);
        if (rate == null) {
            throw new IllegalStateException("No rate of tier " + tier);
        }
        return rate;
    }

    Rate restagingOf(String tier) {
        return restaging.getOrDefault(tier, Rate.FREE);
    }

    BigDecimal sent(long bytes) {
        return gigabytes(transferOut, bytes);
    }

    private static BigDecimal gigabytes(BigDecimal rate, long bytes) {
        // A GB is 2^30 bytes: thirty halvings divide by it exactly in decimals.
        return rate.multiply(BigDecimal.valueOf(bytes)).multiply(new BigDecimal("0.5").pow(30));
    }
}
