package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the list of a vault's archives: finds an inventory, orders or reads it, and loads it into the ledger. Each poll
 * starts the next step in another thread, so that a poll never waits for the service or for a long document.
 */
public final class Stock {

    private static final Logger LOG = LoggerFactory.getLogger(Stock.class);

    private static final String NEWEST = "newest";
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** The time until a filter is applied again to rows whose orders were open: longer than a settlement takes. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private static final long END_SECONDS = 10;

    private final EgressVault vault;
    private final CamelContext context;
    private final LoaderClaim claim;
    private final InventoryJobs jobs;
    private final InventoryLoad load;
    private final ExecutorService worker;
    private final ScheduledExecutorService heart;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean resourceRead = new AtomicBoolean();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicReference<Instant> judgeAt = new AtomicReference<>();
    private final AtomicReference<Future<?>> step = new AtomicReference<>();
    private final AtomicReference<Pause> pause = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<String> trouble = new AtomicReference<>();

    /**
     * The pause after failures in a row.
     *
     * @param failures   the number of failures
     * @param untilNanos the time of the next step, by the monotonic clock of this process
     */
    private record Pause(int failures, long untilNanos) {

        static final Pause NONE = new Pause(0, 0);

        Pause after(long now) {
            long wait = Math.min(LONGEST_PAUSE.toNanos(), TimeUnit.SECONDS.toNanos(1) << Math.min(failures, 20));
            return new Pause(failures + 1, now + wait);
        }

        boolean isOver(long now) {
            return failures == 0 || now - untilNanos >= 0;
        }
    }

    /** The stock of an open vault; it is stopped with the consumer. */
    public Stock(EgressVault vault, CamelContext context, Object source) {
        GlacierEgressOptions options = vault.options();
        this.vault = vault;
        this.context = context;
        this.claim = new LoaderClaim(vault);
        this.jobs = new InventoryJobs(vault, claim);
        this.load = new InventoryLoad(
                claim,
                ArchiveFilter.of(options.getFilter(), context),
                new Names(context, options),
                stopped::get,
                InventoryLoad.BATCH);
        this.worker = context.getExecutorServiceManager().newSingleThreadExecutor(source, "GlacierEgressInventory");
        this.heart =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(source, "GlacierEgressLoader");
    }

    /**
     * Starts the next step if one is due.
     *
     * @return whether the ledger has a complete inventory; a newer one may be in preparation
     * @throws RuntimeException why there is no complete inventory, once for each attempt
     */
    public boolean load() {
        Optional<RuntimeException> failure = failure();
        VaultRow row = claim.row();
        boolean complete = row.loaded() != null && (isNewest() ? isJudged(row) : resourceRead.get());
        if (failure.isPresent() && !complete) {
            throw failure.get();
        }
        failure.ifPresent(e -> LOG.warn("Vault {}: no newer inventory: {}", vault.arn(), e.toString()));
        if (failure.isEmpty() && row.isYoung(claim.now(), maxAge())) {
            // Another node may have loaded it.
            trouble.set(null);
        }
        if (isDue(row) && step.get() == null && pause.get().isOver(System.nanoTime())) {
            step.set(worker.submit(this::next));
        }
        return complete;
    }

    /** Why there is no inventory, or no newer one, since the last step; empty if nothing failed. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    private boolean isNewest() {
        return NEWEST.equals(vault.options().getInventory());
    }

    private boolean isDue(VaultRow row) {
        Instant now = claim.now();
        if (isNewest() && row.loaded() != null && (!isJudged(row) || mustJudge(now))) {
            return !row.loaderLives();
        }
        return row.isFree(now) && (isNewest() ? !row.isYoung(now, maxAge()) : !resourceRead.get());
    }

    /** Applies the filter to the rows; if open orders keep it from some rows, again after a while. */
    private void judge() {
        judgeAt.set(load.judgeAgain() ? null : claim.now().plus(AGAIN));
        judged.set(true);
    }

    private boolean mustJudge(Instant now) {
        Instant at = judgeAt.get();
        return at != null && !at.isAfter(now);
    }

    /** Whether the present filter was applied to the rows. */
    private boolean isJudged(VaultRow row) {
        if (load.isThatOf(row)) {
            // From now on, another filter in the vault's row is that of a node that was started later.
            judged.set(true);
        }
        return judged.get();
    }

    private Duration maxAge() {
        return Duration.ofMillis(vault.options().getInventoryMaxAge());
    }

    /** The failure of a step that has ended since the last call; empty if there was no failure. */
    private Optional<RuntimeException> failure() {
        Future<?> ended = step.get();
        if (ended == null || !ended.isDone()) {
            return Optional.empty();
        }
        step.set(null);
        try {
            ended.get();
            pause.set(Pause.NONE);
            trouble.set(jobs.lack().orElse(null));
            return Optional.empty();
        } catch (ExecutionException e) {
            pause.set(pause.get().after(System.nanoTime()));
            trouble.set(String.valueOf(e.getCause()));
            return Optional.of(
                    e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void next() {
        if (stopped.get() || !claim.take()) {
            return;
        }
        ScheduledFuture<?> beats =
                heart.scheduleWithFixedDelay(claim::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (isNewest()) {
                loadNewest();
            } else {
                load.run(InventoryDocument.of(context, vault.options().getInventory()));
                resourceRead.set(true);
            }
        } catch (CancellationException e) {
            LOG.debug("Vault {}: the load ends: {}", vault.arn(), e.getMessage());
        } finally {
            beats.cancel(false);
            claim.release();
        }
    }

    /**
     * Loads the newest inventory, unless another node has done it since the poll. If the filter has changed, it is
     * applied to the rows first.
     */
    private void loadNewest() {
        VaultRow row = claim.row();
        if (row.loaded() != null && (!isJudged(row) || mustJudge(claim.now()))) {
            judge();
            return;
        }
        if (row.isYoung(claim.now(), maxAge())) {
            return;
        }
        Optional<InventoryDocument> document = jobs.next();
        try {
            document.ifPresent(load::run);
            judged.compareAndSet(false, document.isPresent());
        } catch (RuntimeException e) {
            Failure.rethrowUnlessGone(e);
            jobs.lost(document.orElseThrow().jobId());
        }
    }

    /**
     * Ends the running step at its next entry. No thread is interrupted, because some databases close themselves then.
     */
    public void stop() throws InterruptedException {
        stopped.set(true);
        context.getExecutorServiceManager().shutdown(worker);
        try {
            worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } finally {
            context.getExecutorServiceManager().shutdown(heart);
        }
        heart.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    }
}
