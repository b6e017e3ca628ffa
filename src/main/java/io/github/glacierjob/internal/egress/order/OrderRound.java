package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import io.github.glacierjob.internal.egress.order.Order.Fate;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends orders until no more are allowed: one commit for a batch of intents, a few threads for the requests, and one
 * commit for a group of answers. No thread waits for a busy service: the pace is lowered, and the round ends. One round
 * runs at a time; its requests run in other threads.
 */
final class OrderRound {

    /** The largest number of parallel requests for jobs. */
    static final int THREADS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(OrderRound.class);

    private static final int LARGEST_BATCH = 256;
    private static final int SMALLEST_BATCH = 8;
    private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int UNCLEAR_IN_A_ROW = 5;
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_REFUSED_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 20;

    private final OrderSettings settings;
    private final OrderRequests requests;
    private final OrderBook book;
    private final Pacing pacing;
    private final Executor senders;
    private final BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<Outcome> unwritten = new ConcurrentLinkedQueue<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final AtomicInteger batch = new AtomicInteger(LARGEST_BATCH);
    private final AtomicInteger stopsInARow = new AtomicInteger();

    OrderRound(OrderSettings settings, OrderRequests requests, OrderBook book, Pacing pacing, Executor senders) {
        this.settings = settings;
        this.requests = requests;
        this.book = book;
        this.pacing = pacing;
        this.senders = senders;
    }

    /** The requests of a round. */
    private final class Run {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger unclearInARow = new AtomicInteger();

        void send(List<Order> orders, RealMoment begun, BooleanSupplier mayOrder) {
            BooleanSupplier mayBeSent = () -> !stopped.get()
                    && begun.isWithin(OrderSettings.SENT_WITHIN, RealMoment.now())
                    && mayOrder.getAsBoolean();
            underWay.addAndGet(orders.size());
            for (Order order : orders) {
                senders.execute(() -> answers.add(sent(order, mayBeSent)));
            }
        }

        private Outcome sent(Order order, BooleanSupplier mayBeSent) {
            Outcome outcome = Outcome.of(order, Fate.UNCLEAR, null, "the request failed without an answer");
            try {
                outcome = requests.send(order, mayBeSent);
            } catch (RuntimeException | Error e) {
                LOG.warn(
                        "The order of archive {} failed unexpectedly; the job list"
                                + " will show whether its job exists",
                        Outcome.printable(order.archiveId()),
                        e);
            }
            if (outcome.fate() == Fate.POLICY && !forbidden.add(order.archiveId())) {
                outcome = Outcome.of(order, Fate.POLICY_AGAIN, outcome.tier(), outcome.cause());
            }
            int unclear = outcome.fate() == Fate.UNCLEAR ? unclearInARow.incrementAndGet() : reset(outcome.fate());
            if (outcome.fate().stops() || unclear >= UNCLEAR_IN_A_ROW) {
                stopped.set(true);
            }
            return outcome;
        }

        private int reset(Fate fate) {
            if (fate == Fate.PLACED) {
                unclearInARow.set(0);
            }
            return 0;
        }
    }

    /**
     * Sends orders until no more are allowed.
     *
     * @param next     commits the intents of the next batch, of at most the given size; returns an empty list if there
     *                 are no more
     * @param mayOrder called before each request
     */
    void run(IntFunction<List<Order>> next, BooleanSupplier mayOrder) throws InterruptedException {
        write(List.of());
        Run run = new Run();
        try {
            List<Outcome> failures = send(run, next, mayOrder);
            learn(failures, run);
        } finally {
            run.stopped.set(true);
        }
    }

    private List<Outcome> send(Run run, IntFunction<List<Order>> next, BooleanSupplier mayOrder)
            throws InterruptedException {
        List<Outcome> failures = new ArrayList<>();
        boolean more = true;
        while (true) {
            if (more && !run.stopped.get() && mayOrder.getAsBoolean() && underWay.get() <= THREADS) {
                RealMoment begun = RealMoment.now();
                List<Order> orders = next.apply(batch.get());
                run.send(orders, begun, mayOrder);
                more = !orders.isEmpty();
            }
            if (underWay.get() == 0) {
                return failures;
            }
            List<Outcome> answered = answered();
            write(answered);
            answered.stream().filter(one -> one.fate() != Fate.PLACED).forEach(failures::add);
            if (answered.stream().anyMatch(one -> one.fate() == Fate.PLACED)) {
                stopsInARow.set(0);
                forbidden.clear();
            }
        }
    }

    /** Waits for answers, and returns those that one commit can store. */
    private List<Outcome> answered() throws InterruptedException {
        List<Outcome> answered = new ArrayList<>();
        long begun = System.nanoTime();
        Outcome next = answers.take();
        while (next != null) {
            answered.add(next);
            answers.drainTo(answered);
            long left = GROUP_NANOS - (System.nanoTime() - begun);
            next = answered.size() < underWay.get() ? answers.poll(left, TimeUnit.NANOSECONDS) : null;
        }
        underWay.addAndGet(-answered.size());
        return answered;
    }

    /** Stores outcomes. If that fails, they are stored before any further order. */
    private void write(List<Outcome> answered) {
        unwritten.addAll(answered);
        List<Outcome> all = List.copyOf(unwritten);
        if (!all.isEmpty()) {
            book.settle(all);
            unwritten.removeAll(all);
        }
    }

    private void learn(List<Outcome> failures, Run run) {
        Stream.of(
                        Fate.REFUSED,
                        Fate.BAD_VALUE,
                        Fate.POLICY,
                        Fate.POLICY_AGAIN,
                        Fate.THROTTLED,
                        Fate.UNREACHED,
                        Fate.NO_CAPACITY)
                .flatMap(fate -> failures.stream().filter(one -> one.fate() == fate))
                .findFirst()
                .ifPresentOrElse(this::hold, () -> holdIfUnclear(failures, run));
    }

    private void holdIfUnclear(List<Outcome> failures, Run run) {
        if (run.stopped.get()) {
            failures.stream()
                    .filter(one -> one.fate() == Fate.UNCLEAR)
                    .findFirst()
                    .ifPresent(one -> hold(backoff(), one));
        } else {
            batch.updateAndGet(size -> Math.min(LARGEST_BATCH, size * 2));
            pacing.gate().goesOn();
        }
    }

    private void hold(Outcome failure) {
        if (failure.fate() == Fate.THROTTLED) {
            pacing.pace().throttled();
        }
        switch (failure.fate()) {
            case POLICY, POLICY_AGAIN -> hold(pacing.account().policyPause(), failure);
            case NO_CAPACITY -> hold(pacing.account().capacityPause(), failure);
            case REFUSED, BAD_VALUE -> hold(backoff(REFUSED_PAUSE, LONGEST_REFUSED_PAUSE), failure);
            default -> hold(backoff(), failure);
        }
    }

    private void hold(Duration time, Outcome failure) {
        batch.updateAndGet(size -> Math.max(SMALLEST_BATCH, size / 2));
        String reason =
                switch (failure.fate()) {
                    case POLICY, POLICY_AGAIN -> "the account's data retrieval policy allows no more orders now";
                    case NO_CAPACITY -> "the service has no capacity for the tier";
                    case REFUSED, BAD_VALUE ->
                        "the service refuses all orders; no archive becomes FAILED for this reason";
                    case THROTTLED -> "the service throttles requests";
                    case UNREACHED -> "the service cannot be reached";
                    default -> "the answers of the service are unclear";
                };
        String cause = "orders are held back for " + time.toSeconds() + " s: " + reason + ": " + failure.cause();
        if (failure.fate() == Fate.REFUSED || failure.fate() == Fate.BAD_VALUE) {
            LOG.warn("Vault {}: {}", settings.options().vault(), cause);
        }
        pacing.gate().hold(time, cause);
    }

    private Duration backoff() {
        return backoff(
                Duration.ofMillis(settings.options().getRetryDelay()),
                Duration.ofMillis(settings.options().getMaxRetryDelay()));
    }

    private Duration backoff(Duration first, Duration most) {
        int doublings = Math.min(stopsInARow.getAndIncrement(), MOST_DOUBLINGS);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(most) > 0 ? most : pause;
    }
}
