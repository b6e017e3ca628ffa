package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.OrderGate;
import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.budget.Room.Refusal;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.vault.ThreadPools;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * Runs the orders and looks of a consumer, from its start to its stop. A poll only starts them, on their own threads,
 * so that neither a long job list nor a slow answer delays the delivery of READY archives. Thread-safe.
 */
public final class Ordering {

    /** The number of the matched load before the first match. */
    private static final long NEVER = -1;

    private static final Duration EXTENSIONS_EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final EgressVault vault;
    private final OrderSettings settings;
    private final BooleanSupplier gate;
    private final ExecutorServiceManager executors;
    private final ExecutorService steps;
    private final ExecutorService senders;
    private final Pacing pacing;
    private final Intents intents;
    private final Extensions extensions;
    private final OrderRound round;
    private final Settlement settlement;
    private final Looks looks;
    private final LookPace lookPace;
    private final Step looking = new Step();
    private final Step ordering = new Step();
    private final AtomicLong matched = new AtomicLong(NEVER);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean extensionsWait = new AtomicBoolean();
    private final AtomicReference<Instant> extended = new AtomicReference<>(Instant.EPOCH);

    /**
     * The orders of a consumer.
     *
     * @param source the object that the threads are named after
     * @param gate   returns whether orders may be sent now
     */
    public Ordering(EgressVault vault, ExecutorServiceManager executors, Object source, BooleanSupplier gate) {
        this.vault = vault;
        this.settings = OrderSettings.of(vault.options());
        this.gate = gate;
        this.executors = executors;
        this.steps = ThreadPools.fixed(executors, source, "GlacierEgressSteps", 2);
        this.senders = ThreadPools.fixed(executors, source, "GlacierEgressOrders", threads(vault.options()));
        this.pacing = Pacing.of(vault);
        this.lookPace = new LookPace(vault, settings);
        this.intents = new Intents(vault, pacing);
        this.extensions = new Extensions(vault, settings, pacing.flight());
        OrderRequests requests = new OrderRequests(settings, vault.vault().jobs());
        this.round = new OrderRound(settings, requests, new OrderBook(vault, lookPace), pacing, senders);
        Listing listing = new Listing(vault, new Sightings(vault, settings), lookPace, this::progress);
        this.settlement = new Settlement(vault, settings, listing);
        this.looks = new Looks(vault, listing);
    }

    /** The number of threads for orders: downloads keep half of the connections. */
    private static int threads(GlacierEgressOptions options) {
        Integer connections = options.getMaxConnections();
        return connections == null ? OrderRound.THREADS : Math.max(1, Math.min(OrderRound.THREADS, connections / 2));
    }

    /** Work that runs in one thread at a time. Its failure is thrown by the next call. */
    private final class Step {

        private final AtomicReference<CompletableFuture<Void>> last =
                new AtomicReference<>(CompletableFuture.completedFuture(null));

        void begin(Runnable work) {
            CompletableFuture<Void> before = last.get();
            if (!before.isDone() || stopping.get()) {
                return;
            }
            last.set(CompletableFuture.runAsync(work, steps));
            try {
                before.join();
            } catch (CompletionException e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e.getCause());
            }
        }
    }

    /**
     * Starts a look at the jobs that are due, unless one is running.
     *
     * @throws RuntimeException the failure of the look before
     */
    public void look() {
        looking.begin(this::lookNow);
    }

    /**
     * Starts to send orders, unless that is running.
     *
     * @throws RuntimeException the failure of the orders before
     */
    public void order() {
        ordering.begin(this::orderNow);
    }

    /**
     * Why orders are held back now; empty if they are not, or before the first orders. Sends a query to the database,
     * and no request to the service.
     */
    public Optional<OrderGate.Held> heldBack() {
        return isMatched() ? pacing.gate().held() : Optional.empty();
    }

    /** Looks at the jobs that are due, in this thread. */
    void lookNow() {
        // Each node does this for itself, also while another node looks.
        match();
        if (!lookPace.begin()) {
            return;
        }
        try {
            settlement.settle();
            looks.look();
        } finally {
            lookPace.end();
        }
    }

    /**
     * Compares the job list with the ledger, once after the start and once after each load: a job of an archive that
     * was in no row before may be in the list too.
     */
    private void match() {
        long load = lastLoad();
        if (matched.get() != load) {
            if (isAnythingOpen()) {
                settlement.readAll();
            }
            matched.set(load);
        }
    }

    private boolean isMatched() {
        return matched.get() != NEVER;
    }

    /** The number of the last complete load. */
    private long lastLoad() {
        return Sql.first(vault.ledger()
                        .sql()
                        .query("SELECT LOAD_NO FROM {VAULT} WHERE VAULT_ARN = ?", row -> row.getLong(1), vault.arn()))
                .orElse(0L);
    }

    private boolean isAnythingOpen() {
        return isAny(ArchiveState.LISTED) || isAny(ArchiveState.ORDERED);
    }

    private boolean isAny(ArchiveState state) {
        return vault.ledger()
                .hasRow(
                        "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = ? FETCH FIRST 1 ROWS ONLY",
                        vault.arn(),
                        state);
    }

    /** Sends the orders that are allowed, in this thread. */
    void orderNow() {
        if (!isMatched()) {
            return;
        }
        try {
            pacing.account().read();
            do {
                if (extend()) {
                    round.run(most -> intents.next(most, matched.get()), this::mayOrder);
                }
            } while (isRoomSoon());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether there is room again after a short wait: waiting for the next poll would lower a pace of orders per
     * second. A user's clock does not advance while a thread waits, so there is no wait then.
     */
    private boolean isRoomSoon() throws InterruptedException {
        Optional<Duration> wait = pacing.budget().untilRoom().filter(time -> time.compareTo(LONGEST_WAIT) <= 0);
        if (wait.isEmpty() || !mayOrder() || vault.options().getClock() != InstantSource.system()) {
            return false;
        }
        TimeUnit.MILLISECONDS.sleep(Math.max(0, wait.get().toMillis()) + 1);
        return mayOrder();
    }

    /**
     * Orders extensions for outputs that will expire: every minute, and as soon as there is room for an extension that
     * had none. New archives wait until then.
     *
     * @return whether new archives may be ordered: all extensions had room
     */
    private boolean extend() throws InterruptedException {
        Instant now = vault.ledger().now();
        boolean notYet = !extensionsWait.get() && now.isBefore(extended.get().plus(EXTENSIONS_EVERY));
        if (!mayOrder() || notYet) {
            return true;
        }
        List<Order> wanted = extensions.wanted();
        extended.set(now);
        AtomicReference<Refusal> full = new AtomicReference<>();
        if (!wanted.isEmpty()) {
            AtomicBoolean begun = new AtomicBoolean();
            round.run(
                    most -> begun.getAndSet(true)
                            ? List.of()
                            : intents.extensions(wanted, settings.maxExtensions(), full::set),
                    this::mayOrder);
        }
        extensionsWait.set(full.get() != null && isSoon(full.get(), now));
        return full.get() == null;
    }

    /** Whether there may be room within a minute. After a longer time, extensions are checked again anyway. */
    private static boolean isSoon(Refusal refusal, Instant now) {
        return refusal.limit().window() != null
                && (refusal.at() == null || !refusal.at().isAfter(now.plus(EXTENSIONS_EVERY)));
    }

    private boolean mayOrder() {
        return !stopping.get() && gate.getAsBoolean();
    }

    /**
     * Sends a heartbeat of a running look.
     *
     * @throws CancellationException if the consumer is stopping
     */
    private void progress() {
        if (stopping.get()) {
            throw new CancellationException("The consumer is stopping");
        }
        lookPace.begin();
    }

    /**
     * Sends no further orders, waits a short time for the answers, and ends. Only threads that send requests are
     * interrupted: an interrupt in a query would close the file of an H2 database.
     */
    public void stop() throws InterruptedException {
        stop(STOP_TIME);
    }

    /** Stops, and waits for the answers and then for the end, each time at most for this duration. */
    void stop(Duration time) throws InterruptedException {
        stopping.set(true);
        steps.shutdown();
        try {
            awaitSteps(time);
        } finally {
            executors.shutdownNow(senders);
        }
    }

    private void awaitSteps(Duration time) throws InterruptedException {
        if (!steps.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) {
            // An order that was not sent yet is dropped: the round ends when each order has an outcome.
            senders.shutdownNow().forEach(Runnable::run);
            steps.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
