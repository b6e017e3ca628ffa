package io.github.glacierjob.budget;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Limit;
import io.github.glacierjob.internal.egress.budget.Room;
import io.github.glacierjob.internal.egress.budget.Spending;
import io.github.glacierjob.internal.egress.budget.Spending.Spent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps the orders of this process in memory. The orders of one minute are kept as one sum. Thread-safe. */
final class MemoryHoldings implements Holdings {

    private static final Duration EXACT = Duration.ofSeconds(5);
    private static final Duration OLDEST = Duration.ofHours(25);

    private final InstantSource clock;
    private final Map<String, Amount> open = new HashMap<>();
    private final List<Spent> recent = new ArrayList<>();
    private final TreeMap<Instant, Spent> minutes = new TreeMap<>();

    MemoryHoldings(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Taken take(List<Limit> limits, Amount amount) {
        Instant now = clock.instant();
        join(now);
        List<Spent> answered = new ArrayList<>(minutes.values());
        answered.addAll(recent);
        Amount without = open.values().stream().reduce(Amount.NONE, Amount::plus);
        Room room = new Room(limits, new Spending(without, answered), now);
        if (!room.take(amount)) {
            return new Taken(null, room.refusal(amount).orElseThrow());
        }
        String id = UUID.randomUUID().toString();
        open.put(id, amount);
        return new Taken(id, null);
    }

    private void join(Instant now) {
        for (Spent spent : List.copyOf(recent)) {
            if (spent.at().isBefore(now.minus(EXACT))) {
                recent.remove(spent);
                merge(spent.at().truncatedTo(ChronoUnit.MINUTES), spent);
            }
        }
        Instant oldest = now.minus(OLDEST);
        Instant minute = minutes.higherKey(Instant.EPOCH);
        while (minute != null && minute.isBefore(oldest)) {
            merge(Instant.EPOCH, minutes.remove(minute));
            minute = minutes.higherKey(Instant.EPOCH);
        }
    }

    private void merge(Instant minute, Spent spent) {
        minutes.merge(
                minute,
                spent,
                (one, other) -> new Spent(
                        one.at().isAfter(other.at()) ? one.at() : other.at(),
                        one.amount().plus(other.amount())));
    }

    /** The number of sums in memory. */
    synchronized int sums() {
        return minutes.size() + recent.size();
    }

    @Override
    public synchronized void answered(String id) {
        Amount amount = open.remove(id);
        if (amount != null) {
            recent.add(new Spent(clock.instant(), amount));
        }
    }

    @Override
    public synchronized void giveBack(String id) {
        open.remove(id);
    }
}
