package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The plan of a run in one tier. Immutable. All times are in days.
 *
 * @param requests       the number of requests for jobs
 * @param outputRequests the number of requests for outputs, if nothing fails
 * @param untilFirst     the time until the first output
 * @param budget         the time that each limit alone makes the orders take; null if it is not known
 * @param rate           the time that the downloads take; empty if the rate is not known
 * @param withinMaxCost  whether the orders cost at most maxCost; empty if that option is not set, or if the cost is not
 *                       known
 */
public record Plan(
        String tier,
        long requests,
        long outputRequests,
        Cost cost,
        double untilFirst,
        Map<String, Double> budget,
        Optional<Double> rate,
        Optional<Boolean> withinMaxCost) {

    /** The largest number of looks for each archive; with those for each hour, the component never exceeds it. */
    private static final double LOOKS = 1.1;

    private static final int LOOKS_PER_HOUR = 30;
    private static final int HOURS = 24;

    /** The time that the slowest limit makes the orders take; empty if the time of a limit is not known. */
    public Optional<Double> budgetDays() {
        return budget.values().stream().anyMatch(Objects::isNull)
                ? Optional.empty()
                : budget.values().stream().max(Double::compare).or(() -> Optional.of(0.0));
    }

    /** The time from the first order to the last delivery; empty if the time of a limit is not known. */
    public Optional<Double> days() {
        return budgetDays().map(days -> untilFirst + Math.max(days, rate.orElse(0.0)));
    }

    /** The largest number of requests for the state of jobs. */
    public long looks() {
        return (long) Math.ceil(requests * LOOKS + days().orElse(untilFirst) * HOURS * LOOKS_PER_HOUR);
    }

    Map<String, Object> toMap() {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("InitiateJob", requests);
        sent.put("GetJobOutput", outputRequests);
        sent.put("looks", looks());
        Map<String, Object> money = cost.toMap();
        money.put("total", Cost.cents(cost.total()));
        money.put("unknown", cost.unknown().stream().toList());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tier", tier);
        map.put("requests", sent);
        map.put("cost", money);
        map.put("withinMaxCost", withinMaxCost.orElse(null));
        map.put("days", daysMap());
        return map;
    }

    private Map<String, Object> daysMap() {
        Map<String, Object> limits = new LinkedHashMap<>();
        budget.forEach((limit, days) -> limits.put(limit, rounded(Optional.ofNullable(days))));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wait", rounded(Optional.of(untilFirst)));
        map.put("budget", rounded(budgetDays()));
        map.put("rate", rounded(rate));
        map.put("total", rounded(days()));
        map.put("limits", limits);
        return map;
    }

    private static Double rounded(Optional<Double> days) {
        return days.map(exact -> Math.round(exact * 1000) / 1000.0).orElse(null);
    }
}
