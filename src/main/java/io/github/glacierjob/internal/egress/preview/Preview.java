package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Tariff;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The estimated cost and time of a vault. Immutable.
 *
 * @param vault    the vault's ARN if it is known, otherwise its name
 * @param source   the origin of the inventory; null without an inventory
 * @param date     the date of the inventory; null if it is not known
 * @param missing  why there is no inventory; null if there is one
 * @param small    the cost of the small archives; null if the prices are not known
 * @param asked    the plan for the options; null without an inventory, like the other two plans
 * @param cheapest null if no cost is known
 * @param fastest  null if no time is known
 * @param rate     the rate of the downloads in bytes per hour; null if it is not known
 */
public record Preview(
        String vault,
        Instant time,
        String source,
        Instant date,
        String missing,
        Counted counted,
        Small small,
        Plan asked,
        Plan cheapest,
        Plan fastest,
        Double rate,
        Tariff tariff) {

    /**
     * The archives whose request costs more than their bytes.
     *
     * @param below the size in bytes below which an archive is small
     * @param cost  the cost of their retrievals
     * @param share their part of the cost of all retrievals, 0 to 1
     */
    public record Small(long below, Cost cost, double share) {}

    /**
     * The members as a map for JSON, with the same names in the same order each time. Money is rounded to cents; a
     * value that is not known is null.
     */
    public Map<String, Object> toMap() {
        boolean known = missing == null;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("vault", vault);
        map.put("time", time.toString());
        map.put("inventory", source);
        map.put("inventoryDate", date == null ? null : date.toString());
        map.put("missing", missing);
        map.put("archives", known ? counted.wanted().archives() : null);
        map.put("bytes", known ? counted.wanted().bytes() : null);
        map.put("archivesWithoutSize", known ? counted.wanted().withoutSize() : null);
        map.put("refusedByFilter", known ? counted.refused() : null);
        map.put("badEntries", known ? counted.bad() : null);
        map.put("small", small == null ? null : smallMap());
        map.put("bytesPerHour", rate == null ? null : Math.round(rate));
        map.put("currency", tariff.prices().currency());
        map.put("prices", tariff.prices().resource());
        map.put(
                "pricesOf",
                tariff.prices().oldest(tariff.region()).map(Object::toString).orElse(null));
        map.put("region", tariff.region());
        plans().forEach((title, plan) -> map.put(title, plan == null ? null : plan.toMap()));
        return map;
    }

    private Map<String, Object> smallMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("below", small.below());
        map.put("archives", counted.small().archives());
        map.put("bytes", counted.small().bytes());
        map.put("cost", Cost.cents(small.cost().total()));
        map.put("shareOfArchives", rounded(counted.shareOfSmall()));
        map.put("shareOfCost", rounded(small.share()));
        return map;
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    /** The plans by their titles, for people. */
    Map<String, Plan> plans() {
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put("asked", asked);
        plans.put("cheapest", cheapest);
        plans.put("fastest", fastest);
        return plans;
    }
}
