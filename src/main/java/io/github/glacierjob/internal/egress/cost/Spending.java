package io.github.glacierjob.internal.egress.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The cost of a vault: as planned, until now, and in the future. Immutable.
 *
 * @param planned    the cost of each wanted archive, once
 * @param spent      the cost until now, without repeated work
 * @param toCome     the cost of future orders and downloads
 * @param extensions archives that were ordered again while their outputs existed
 * @param refetched  bytes that were downloaded more than once
 */
public record Spending(Tariff tariff, Cost planned, Cost spent, Cost toCome, Extra extensions, Extra refetched) {

    /** The whole cost until now, with repeated work; empty if a part of it is not known. */
    public Optional<BigDecimal> spentInAll() {
        return Cost.sum(Cost.sum(spent.total(), extensions.money()), refetched.money());
    }

    /** Names of the parts whose price or size is not known. */
    public SortedSet<String> unknown() {
        SortedSet<String> unknown =
                new TreeSet<>(planned.plus(spent).plus(toCome).unknown());
        if (extensions.money().isEmpty()) {
            unknown.add("restaging");
        }
        return unknown;
    }

    /** The members as a map for JSON; money is rounded to cents, and null if it is not known. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("currency", tariff.prices().currency());
        map.put("planned", Cost.cents(planned.total()));
        map.put("spent", Cost.cents(spentInAll()));
        map.put("toCome", Cost.cents(toCome.total()));
        map.put("plannedFor", planned.toMap());
        Map<String, Object> spentFor = spent.toMap();
        spentFor.put("extensions", Cost.cents(extensions.money()));
        spentFor.put("refetched", Cost.cents(refetched.money()));
        map.put("spentFor", spentFor);
        map.put("toComeFor", toCome.toMap());
        map.put("extensionRequests", extensions.requests());
        map.put("extensionBytes", extensions.bytes());
        map.put("refetchedBytes", refetched.bytes());
        map.put("unknown", unknown().stream().toList());
        map.put("prices", tariff.prices().resource());
        map.put(
                "pricesOf",
                tariff.prices().oldest(tariff.region()).map(Object::toString).orElse(null));
        return map;
    }
}
