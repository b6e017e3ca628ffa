package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.cost.Spending;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a ledger says about a vault at one moment. Immutable.
 *
 * @param states     every state, in the order of an archive's life
 * @param orders     jobs that were initiated, with extensions
 * @param lastHour   deliveries in the minutes of the last hour in which there were any
 * @param start      deliveries since the first order
 * @param nextExpiry when the first output that is READY expires; null if none is
 * @param oldestOrder when the first archive that is ORDERED was ordered; null if none is
 * @param failures   the most frequent causes of FAILED archives
 * @param proofRequired whether DELIVERED is not final
 * @param cost       null if nobody asked
 */
public record Snapshot(
        String vaultArn,
        Instant time,
        VaultFacts inventory,
        Map<ArchiveState, Totals> states,
        long orders,
        long extensions,
        Rate lastHour,
        Rate start,
        Instant nextExpiry,
        Instant oldestOrder,
        List<Cause> failures,
        boolean proofRequired,
        Spending cost) {

    /** Why archives are FAILED, and how many. */
    public record Cause(String text, long archives) {

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("cause", text);
            map.put("archives", archives);
            return map;
        }
    }

    Snapshot with(Spending spending) {
        return new Snapshot(
                vaultArn,
                time,
                inventory,
                states,
                orders,
                extensions,
                lastHour,
                start,
                nextExpiry,
                oldestOrder,
                failures,
                proofRequired,
                spending);
    }

    public Totals total() {
        return states.values().stream().reduce(Totals.NONE, Totals::plus);
    }

    /** Archives that are in no final state. */
    public Totals open() {
        return states.entrySet().stream()
                .filter(state -> !state.getKey().isFinal() || proofRequired && state.getKey() == ArchiveState.DELIVERED)
                .map(Map.Entry::getValue)
                .reduce(Totals.NONE, Totals::plus);
    }

    /** Whether an inventory is loaded and each of its archives is in a final state. */
    public boolean isOver() {
        return inventory.loadedAt() != null && open().archives() == 0;
    }

    /** Until the last archive at the rate of the last hour; empty if that, or what there is to do, is not known. */
    public Optional<Duration> timeLeft() {
        return inventory.loadedAt() == null ? Optional.empty() : lastHour.timeFor(open());
    }

    /** Until when no orders go out; empty if they do. */
    public Optional<Instant> ordersPausedUntil() {
        return Optional.ofNullable(inventory.orderAt()).filter(time::isBefore);
    }

    public Optional<String> ordersPausedCause() {
        return ordersPausedUntil().map(until -> inventory.orderCause());
    }

    /** Its members for JSON; the same names and the same order each time. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = head();
        map.put("open", open().toMap());
        map.put("over", isOver());
        map.put("orders", orders);
        map.put("extensions", extensions);
        map.put("lastHour", lastHour.toMap());
        map.put("sinceStart", start.toMap());
        map.put("secondsLeft", timeLeft().map(Duration::toSeconds).orElse(null));
        map.put("nextExpiry", VaultFacts.text(nextExpiry));
        map.put("ordersPausedUntil", ordersPausedUntil().map(Instant::toString).orElse(null));
        map.put("ordersPausedCause", ordersPausedCause().orElse(null));
        map.put("failures", failures.stream().map(Cause::toMap).toList());
        map.put("cost", cost.toMap());
        return map;
    }

    /** The part of its members that a receipt begins with. */
    Map<String, Object> head() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("vaultArn", vaultArn);
        map.put("time", time.toString());
        map.put("inventory", inventory.toMap());
        Map<String, Object> byState = new LinkedHashMap<>();
        states.forEach((state, totals) -> byState.put(state.name(), totals.toMap()));
        map.put("states", byState);
        map.put("total", total().toMap());
        return map;
    }
}
