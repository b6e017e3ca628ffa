package io.github.glacierjob.internal.health;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.figures.AlarmCause;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.text.Causes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the polls of a consumer, and finds the alarms at the end of each poll. Thread-safe.
 *
 * @param polls  records the polls
 * @param ofMore the causes that {@code more} checks; it is called only after a poll that did not fail
 * @param more   adds the alarms of this kind of consumer, and returns whether it could check all of its causes; an
 *               exception counts as a failure of the poll
 */
public record Watch(
        Polls polls, ConsumerStatistics statistics, Set<AlarmCause> ofMore, Predicate<Map<AlarmCause, String>> more) {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** The time without progress after which an output is an alarm. It is longer than any request may take. */
    static final Duration STILL = Duration.ofMinutes(10);

    /** The number of throttled requests in a minute that is an alarm; fewer are normal. */
    static final int THROTTLES = 10;

    /** The number of failures of the route in a row that is an alarm. */
    static final int ROUTE_FAILURES = 3;

    /**
     * Runs a poll.
     *
     * @param current whether the consumer has not been started again
     * @param poll    does the work, and returns the number of messages or deliveries that began
     */
    public int over(ScheduledPollConsumer consumer, BooleanSupplier current, Callable<Integer> poll) throws Exception {
        polls.begin();
        Throwable failure = null;
        try {
            return poll.call();
        } catch (Exception e) {
            failure = e;
            throw e;
        } catch (Error e) {
            failure = e;
            // Camel's scheduler stops forever after an error, but polls again after an exception.
            throw new IllegalStateException(
                    "The poll of " + statistics.figures().vault() + " ended with " + e, e);
        } finally {
            polled(failure, () -> current.getAsBoolean() && isToRun(consumer));
            polls.end();
        }
    }

    /** Returns false as soon as the consumer or its context has begun to stop. */
    private static boolean isToRun(ScheduledPollConsumer consumer) {
        return consumer.isRunAllowed()
                && consumer.getEndpoint().getCamelContext().isRunAllowed();
    }

    /**
     * Finds the alarms after a poll.
     *
     * @param failure the failure of the poll; null if it succeeded
     * @param wanted  whether the poll is still wanted: a stop interrupts it, and a failure is then no alarm
     */
    private void polled(Throwable failure, BooleanSupplier wanted) {
        Map<AlarmCause, String> found = new EnumMap<>(AlarmCause.class);
        late(found);
        flow(found);
        Set<AlarmCause> notJudged = EnumSet.noneOf(AlarmCause.class);
        Throwable trouble = failure;
        if (failure == null) {
            trouble = addMore(found, notJudged);
        } else {
            notJudged.addAll(ofMore);
        }
        if (trouble != null && !wanted.getAsBoolean()) {
            LOG.debug("A stop interrupted the poll: {}", Figures.shown(trouble));
            return;
        }
        if (failure != null) {
            statistics.figures().failed(failure);
        }
        if (trouble != null) {
            AlarmCause cause = Causes.has(trouble, SQLException.class) ? AlarmCause.DATABASE : AlarmCause.POLL;
            String what = cause == AlarmCause.DATABASE ? "The database does not answer: " : "The last poll failed: ";
            found.put(cause, what + Figures.shown(trouble));
        }
        statistics.figures().alarm(found, notJudged);
    }

    private Throwable addMore(Map<AlarmCause, String> found, Set<AlarmCause> notJudged) {
        try {
            if (!more.test(found)) {
                notJudged.addAll(ofMore);
            }
            return null;
        } catch (RuntimeException e) {
            notJudged.addAll(ofMore);
            return e;
        }
    }

    private void late(Map<AlarmCause, String> found) {
        List<OutputPaces.Late> late = statistics.paces().late();
        if (!late.isEmpty()) {
            OutputPaces.Late first = late.get(0);
            found.put(
                    AlarmCause.LATE,
                    late.size() + (late.size() == 1 ? " output" : " outputs")
                            + " will expire unfinished at the present rate, such as " + printable(first.outputId())
                            + ": " + first);
        }
        if (statistics.lost() > 0) {
            found.put(AlarmCause.LOST, statistics.lost() + " outputs expired before they were delivered");
        }
    }

    private void flow(Map<AlarmCause, String> found) {
        List<String> still = statistics.figures().still(STILL);
        if (!still.isEmpty()) {
            found.put(
                    AlarmCause.STALLED,
                    still.size() + (still.size() == 1 ? " output has" : " outputs have") + " not moved for "
                            + STILL.toMinutes() + " minutes, such as " + still.get(0));
        }
        long throttles = statistics.figures().throttledLately();
        if (throttles >= THROTTLES) {
            found.put(AlarmCause.THROTTLED, "The service throttled requests " + throttles + " times in a minute");
        }
        int failures = statistics.routeFailures();
        if (failures >= ROUTE_FAILURES) {
            found.put(AlarmCause.DESTINATION, "The route failed " + failures + " times in a row");
        }
    }
}
