package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Tariff;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a vault would cost and take. Immutable.
 *
 * @param vault    its ARN if it is known, else its name
 * @param source   where the inventory is from; null if there is none
 * @param date     of the inventory; null if it is not known
 * @param missing  why there is no inventory; null if there is one
 * @param small    how many bytes a small archive has less than, and what their retrieval costs; null where prices are not known
 * @param asked    the plan of the options; null without an inventory, as the other two
 * @param cheapest null if no cost is known
 * @param fastest  null if no time is known
 * @param rate     bytes per hour of the downloads; null if it is not known
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
     * Archives whose request costs more than their bytes.
     *
     * @param share of the cost of all retrievals, 0 to 1
     */
    public record Small(long below, Cost cost, double share) {}

    /** Its members for JSON; the same names in the same order each time. Money is rounded to cents, null is not known. */
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
        map.put("asked", plan(asked));
        map.put("cheapest", plan(cheapest));
        map.put("fastest", plan(fastest));
        return map;
    }

    private static Map<String, Object> plan(Plan plan) {
        return plan == null ? null : plan.toMap();
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

    /** The plans for people, under their titles. */
    Map<String, Optional<Plan>> plans() {
        Map<String, Optional<Plan>> plans = new LinkedHashMap<>();
        plans.put("asked", Optional.ofNullable(asked));
        plans.put("cheapest", Optional.ofNullable(cheapest));
        plans.put("fastest", Optional.ofNullable(fastest));
        return plans;
    }
}
