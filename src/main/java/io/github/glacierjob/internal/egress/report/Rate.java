package io.github.glacierjob.internal.egress.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rate of deliveries in a period. Immutable.
 *
 * @param since the beginning of the period; null if nothing has begun
 */
public record Rate(Instant since, double archivesPerHour, double bytesPerHour) {

    static final Rate NONE = new Rate(null, 0, 0);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final double HOUR = Duration.ofHours(1).toMillis();

    /** The rate from a moment until now. A period under a minute counts as a minute. */
    static Rate of(Totals delivered, Instant since, Instant now) {
        if (since == null) {
            return NONE;
        }
        double hours = Math.max(Duration.between(since, now).toMillis(), SHORTEST.toMillis()) / HOUR;
        return new Rate(since, delivered.archives() / hours, delivered.bytes() / hours);
    }

    /**
     * The time that the remaining archives take at this rate, by their number or by their bytes, whichever is longer;
     * empty if nothing is delivered.
     */
    Optional<Duration> timeFor(Totals rest) {
        double hours = Math.max(quotient(rest.archives(), archivesPerHour), quotient(rest.bytes(), bytesPerHour));
        return Double.isFinite(hours) ? Optional.of(Duration.ofMinutes(Math.round(hours * 60))) : Optional.empty();
    }

    private static double quotient(long rest, double perHour) {
        return rest == 0 ? 0 : rest / perHour;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("since", since == null ? null : since.toString());
        map.put("archivesPerHour", Math.round(archivesPerHour));
        map.put("bytesPerHour", Math.round(bytesPerHour));
        return map;
    }
}
