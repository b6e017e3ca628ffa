package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What holds orders back, as the options say. Immutable. */
record Limits(int jobsInFlight) {

    private static final double DAY = Duration.ofDays(1).toSeconds();

    static Limits of(GlacierEgressOptions options) {
        return new Limits(options.getJobsInFlight());
    }

    /**
     * How many days each limit takes by itself, by the option's name; null where the money is not known.
     *
     * @param wait how long a job takes
     */
    Map<String, Double> days(Quantity wanted, Cost cost, Duration wait) {
        Map<String, Double> days = new LinkedHashMap<>();
        double rounds = Math.max(0, Math.ceil((double) wanted.archives() / jobsInFlight) - 1);
        days.put("jobsInFlight", rounds * wait.toSeconds() / DAY);
        return days;
    }
}
