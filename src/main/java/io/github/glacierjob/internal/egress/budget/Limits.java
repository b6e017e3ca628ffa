package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.budget.Limit.Measure;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All limits that a user sets; 0 means no limit. Immutable. */
public record Limits(double ordersPerSecond, long bytesPerHour, long bytesPerDay, double costPerDay, double maxCost) {

    /** The beginning of the cause in the row of an archive that is too large for a limit, even for an empty window. */
    public static final String TOO_LARGE = "larger than ";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** With a smaller value, the dates of a window would be too early for a database. */
    private static final double SLOWEST = 0.000001;

    public static Limits of(GlacierEgressOptions options) {
        return new Limits(
                options.getOrdersPerSecond(),
                options.getBytesPerHour(),
                options.getBytesPerDay(),
                options.getCostPerDay(),
                options.getMaxCost());
    }

    /** Rejects a wrong limit: the error names the option, the value, the rule and an example. */
    public Limits checked() {
        boolean isRate = ordersPerSecond == 0 || ordersPerSecond >= SLOWEST && Double.isFinite(ordersPerSecond);
        Rejection.unless(
                isRate,
                "ordersPerSecond",
                ordersPerSecond,
                "must be 0 (no limit), or a number of at least 0.000001, such as 0.5 for one order in two seconds");
        check("bytesPerHour", bytesPerHour >= 0, bytesPerHour, "a number of bytes such as 100G");
        check("bytesPerDay", bytesPerDay >= 0, bytesPerDay, "a number of bytes such as 1T");
        check("costPerDay", isMoney(costPerDay), costPerDay, "an amount in the currency of the prices such as 10.50");
        check("maxCost", isMoney(maxCost), maxCost, "an amount in the currency of the prices such as 250");
        return this;
    }

    private static boolean isMoney(double value) {
        return Double.isFinite(value) && value >= 0;
    }

    private static void check(String option, boolean valid, Object value, String example) {
        Rejection.unless(valid, option, value, "must be 0 (no limit), or " + example);
    }

    /** The limits that are set. */
    public List<Limit> list() {
        List<Limit> list = new ArrayList<>();
        if (ordersPerSecond > 0) {
            list.add(Limit.ordersPerSecond(
                    "ordersPerSecond=" + plain(BigDecimal.valueOf(ordersPerSecond)),
                    BigDecimal.valueOf(ordersPerSecond)));
        }
        add(list, "bytesPerHour", Measure.BYTES, BigDecimal.valueOf(bytesPerHour), HOUR);
        add(list, "bytesPerDay", Measure.BYTES, BigDecimal.valueOf(bytesPerDay), DAY);
        add(list, "costPerDay", Measure.COST, BigDecimal.valueOf(costPerDay), DAY);
        add(list, "maxCost", Measure.COST, BigDecimal.valueOf(maxCost), null);
        return list;
    }

    private static void add(List<Limit> list, String name, Measure measure, BigDecimal most, Duration window) {
        if (most.signum() > 0) {
            list.add(new Limit(name + "=" + plain(most), measure, most, window));
        }
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** The names of the money limits that are set: they need prices. */
    public List<String> inMoney() {
        return list().stream()
                .filter(limit -> limit.measure() == Measure.COST)
                .map(limit -> limit.name().substring(0, limit.name().indexOf('=')))
                .toList();
    }

    /** The bytes that an archive of unknown size counts for: it fills the smallest limit of bytes alone. */
    long bytesOfUnknownSize() {
        return largestArchive().orElse(0L);
    }

    /** The least cost that an archive of unknown size counts for: it fills the limit of a day alone. */
    BigDecimal costOfUnknownSize() {
        return BigDecimal.valueOf(costPerDay);
    }

    /** The size in bytes of the largest archive that can fit; empty if no limit of bytes is set. */
    public Optional<Long> largestArchive() {
        return smallestOfBytes().map(limit -> limit.most().longValue());
    }

    private Optional<Limit> smallestOfBytes() {
        return list().stream().filter(limit -> limit.measure() == Measure.BYTES).min(Comparator.comparing(Limit::most));
    }

    /** Why an archive of this size is never ordered; empty if it may be ordered, or if its size is not known. */
    public Optional<String> refusal(Long size) {
        return smallestOfBytes()
                .filter(limit -> size != null && BigDecimal.valueOf(size).compareTo(limit.most()) > 0)
                .map(limit -> TOO_LARGE + limit.name() + ": " + size + " bytes");
    }

    /** Why an archive of this cost is never ordered; empty if it may be ordered. */
    Optional<String> refusal(BigDecimal cost) {
        return list().stream()
                .filter(limit -> limit.measure() == Measure.COST && limit.window() != null)
                .filter(limit -> cost.compareTo(limit.most()) > 0)
                .map(limit -> TOO_LARGE + limit.name() + ": " + plain(cost))
                .findFirst();
    }

    public boolean isAny() {
        return !list().isEmpty();
    }

    /** All limits that are set, as a text that can be compared. */
    @Override
    public String toString() {
        return list().stream().map(Limit::name).collect(Collectors.joining("&"));
    }
}
