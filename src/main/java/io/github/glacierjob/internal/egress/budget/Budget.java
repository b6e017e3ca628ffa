package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.budget.Room.Refusal;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The budget of a vault, shared by all nodes. The node that orders locks the vault's row, reads the orders that count
 * in the limits, and commits its intents, which count from then on. Thread-safe.
 */
public final class Budget {

    /** A shorter wait is not stored: the round of orders itself waits. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    /** The wait if the time of free room is not known: it depends on the user, or on orders that have no answer yet. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    private static final Duration JOINED_EVERY = Duration.ofMinutes(1);

    private final EgressVault vault;
    private final Limits limits;
    private final Charges charges;
    private final SpentRows spent;
    private final OrderGate gate;
    private final AdaptivePace pace;
    private final AccountRules account;
    private final AtomicReference<Instant> joined = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<Instant> roomAt = new AtomicReference<>();

    Budget(EgressVault vault, Charges charges, OrderGate gate, AdaptivePace pace, AccountRules account) {
        this.vault = vault;
        this.limits = charges.limits();
        this.charges = charges;
        this.spent = new SpentRows(vault.ledger().sql());
        this.gate = gate;
        this.pace = pace;
        this.account = account;
    }

    /** The room for orders now. The caller has locked the vault's row. */
    public Room room(Connection connection) throws SQLException {
        Instant now = vault.ledger().now();
        List<Limit> all = new ArrayList<>(limits.list());
        pace.limit(connection, now).ifPresent(all::add);
        account.limit().ifPresent(all::add);
        roomAt.set(null);
        if (all.isEmpty()) {
            joinSometimes(connection, now);
            return new Room(List.of(), new Spending(Amount.NONE, List.of()), now);
        }
        return new Room(all, spent.spending(connection, vault.arn(), charges, now), now);
    }

    private void joinSometimes(Connection connection, Instant now) throws SQLException {
        if (!now.isBefore(joined.get().plus(JOINED_EVERY))) {
            spent.read(connection, vault.arn(), now);
            joined.set(now);
        }
    }

    /**
     * The amount that an order counts for before its answer. An archive of unknown size fills the tightest limit of
     * bytes, which may be that of the account.
     */
    public Amount intended(Long size, boolean extension) {
        Amount amount = charges.intended(size, extension);
        return size != null
                ? amount
                : account.limit()
                        .map(limit -> amount.withAtMost(limit.most().longValue()))
                        .orElse(amount);
    }

    /**
     * Records that the next order does not fit: no node looks for archives to order until there may be room. Runs in
     * the transaction that holds the lock on the vault's row.
     */
    public void full(Connection connection, Refusal refusal) throws SQLException {
        Instant now = vault.ledger().now();
        Instant at = refusal.at() == null ? now.plus(LOOK_AGAIN) : refusal.at();
        boolean isForever = refusal.limit().window() == null;
        if (refusal.at() == null && !isForever) {
            return;
        }
        roomAt.set(at);
        if (at.isAfter(now.plus(SHORT))) {
            gate.full(connection, at, isForever ? reached(refusal.limit()) : used(refusal.limit(), at));
        }
    }

    private static String reached(Limit limit) {
        return "orders are held back: " + limit + " is reached; archives that are already ordered are still"
                + " delivered; to order more, raise the limit";
    }

    private static String used(Limit limit, Instant at) {
        return "orders are held back until " + at + ": " + limit + " leaves no room for the next archive";
    }

    /** How long until there is room again, if the last round ended because of a limit. A second call returns empty. */
    public Optional<Duration> untilRoom() {
        return Optional.ofNullable(roomAt.getAndSet(null))
                .map(at -> Duration.between(vault.ledger().now(), at));
    }
}
