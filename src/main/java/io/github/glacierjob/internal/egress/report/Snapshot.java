package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.claim.DeliveryRate;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.cost.Spending;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.URISupport;

/**
 * The status of a vault in the ledger at one moment. Immutable.
 *
 * @param states        all states, in the order of an archive's life
 * @param orders        the number of jobs that were initiated, with extensions
 * @param lastHour      the rate in those minutes of the last hour that had deliveries
 * @param start         the rate since the first order
 * @param nextExpiry    when the first output of a READY archive expires; null if no archive is READY
 * @param oldestOrder   when the oldest ORDERED archive was ordered; null if no archive is ORDERED
 * @param failures      the most frequent causes of FAILED archives
 * @param proofRequired whether DELIVERED is not a final state
 * @param cost          null if it was not requested
 */
public record Snapshot(
        String vaultArn,
        Instant time,
        VaultFacts facts,
        Map<ArchiveState, Quantity> states,
        long orders,
        long extensions,
        DeliveryRate lastHour,
        DeliveryRate start,
        Instant nextExpiry,
        Instant oldestOrder,
        List<Cause> failures,
        boolean proofRequired,
        Spending cost) {

    /** A cause of failures, and the number of FAILED archives with this cause. */
    public record Cause(String text, long archives) {

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("cause", text);
            map.put("archives", archives);
            return map;
        }
    }

    public LoadedInventory inventory() {
        return facts.inventory();
    }

    public Quantity total() {
        return states.values().stream().reduce(Quantity.NONE, Quantity::plus);
    }

    /** The archives that are not in a final state. */
    public Quantity open() {
        return states.entrySet().stream()
                .filter(state -> !state.getKey().isFinal() || proofRequired && state.getKey() == ArchiveState.DELIVERED)
                .map(Map.Entry::getValue)
                .reduce(Quantity.NONE, Quantity::plus);
    }

    /** Whether an inventory is loaded and each of its archives is in a final state. */
    public boolean isOver() {
        return inventory().loadedAt() != null && open().archives() == 0;
    }

    /**
     * The time until the last delivery, at the rate of the last hour; empty if the rate or the archives are not known.
     */
    public Optional<Duration> timeLeft() {
        return inventory().loadedAt() == null ? Optional.empty() : lastHour.timeFor(open());
    }

    /** The time until which orders are held back; empty if they are not. */
    public Optional<Instant> ordersPausedUntil() {
        return Optional.ofNullable(facts.orderAt()).filter(time::isBefore);
    }

    public Optional<String> ordersPausedCause() {
        return ordersPausedUntil().map(until -> facts.orderCause());
    }

    /** The members as a map for JSON, with the same names in the same order each time. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = head();
        map.put("open", map(open()));
        map.put("over", isOver());
        map.put("orders", orders);
        map.put("extensions", extensions);
        map.put("lastHour", lastHour.toMap());
        map.put("sinceStart", start.toMap());
        map.put("secondsLeft", timeLeft().map(Duration::toSeconds).orElse(null));
        map.put("nextExpiry", text(nextExpiry));
        map.put("ordersPausedUntil", ordersPausedUntil().map(Instant::toString).orElse(null));
        map.put("ordersPausedCause", ordersPausedCause().orElse(null));
        map.put("failures", failures.stream().map(Cause::toMap).toList());
        map.put("cost", cost.toMap());
        return map;
    }

    /** The members at the beginning of a receipt. */
    Map<String, Object> head() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("vaultArn", vaultArn);
        map.put("time", time.toString());
        map.put("inventory", inventoryMap());
        Map<String, Object> byState = new LinkedHashMap<>();
        states.forEach((state, totals) -> byState.put(state.name(), map(totals)));
        map.put("states", byState);
        map.put("total", map(total()));
        return map;
    }

    private Map<String, Object> inventoryMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("date", text(inventory().date()));
        map.put("sha256", inventory().sha256());
        map.put("source", source());
        map.put("jobId", inventory().jobId());
        map.put("loadedAt", text(inventory().loadedAt()));
        map.put("archives", inventory().archives());
        map.put("badEntries", inventory().badEntries());
        return map;
    }

    /** The resource of the inventory, without passwords. */
    private String source() {
        return inventory().source() == null
                ? null
                : URISupport.sanitizeUri(inventory().source());
    }

    private static Map<String, Object> map(Quantity totals) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("archives", totals.archives());
        map.put("bytes", totals.bytes());
        return map;
    }

    private static String text(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
