package io.github.glacierjob.internal.health;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;

/** Records when a consumer polled last, to notice if it has stopped polling. Thread-safe. */
public final class Polls {

    /** The number of delays without a poll after which the scheduler is regarded as dead. */
    private static final int DELAYS = 10;

    private static final long TOLERANCE = TimeUnit.MINUTES.toMillis(1);

    private static final long SHARE = 10;
    private static final long LONGEST_END = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final AtomicInteger running = new AtomicInteger();
    private volatile long last;

    /**
     * Records polls.
     *
     * @param nanoTime a clock that never jumps, such as {@link System#nanoTime()}
     */
    public Polls(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    public void begin() {
        running.incrementAndGet();
    }

    public void end() {
        started();
        running.decrementAndGet();
        synchronized (running) {
            running.notifyAll();
        }
    }

    /**
     * Waits for the running poll before a stop interrupts it: most polls end by themselves soon. The wait takes at most a
     * tenth of the time that Camel has for the shutdown: 4.5 seconds by default.
     */
    public void awaitEnd(ShutdownStrategy shutdown) throws InterruptedException {
        awaitEnd(shutdown.getTimeUnit().toNanos(shutdown.getTimeout()) / SHARE);
    }

    /** Waits for a poll that a stop has interrupted: after the stop, the poll must use nothing any more. */
    public void awaitInterrupted() throws InterruptedException {
        awaitEnd(LONGEST_END);
    }

    private void awaitEnd(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        synchronized (running) {
            for (long left = nanos; running.get() > 0 && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(running, left);
            }
        }
    }

    /** Records that the consumer was started or resumed: the first poll may wait for its initial delay. */
    public void started() {
        last = nanoTime.getAsLong();
    }

    /** Milliseconds since the last poll. */
    public long silence() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - last);
    }

    /**
     * Whether polls are missing for too long. Only Camel's default scheduler is checked, because other schedulers have
     * their own times.
     */
    public boolean areMissing(ScheduledPollConsumer consumer) {
        boolean polling = consumer.isStarted()
                && consumer.isSchedulerStarted()
                && consumer.getRepeatCount() <= 0
                && consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler;
        long delays = (long) DELAYS * Math.max(1, consumer.getBackoffMultiplier());
        long limit = consumer.getTimeUnit().toMillis(consumer.getInitialDelay() + delays * consumer.getDelay());
        return polling && running.get() == 0 && silence() > limit + TOLERANCE;
    }
}
