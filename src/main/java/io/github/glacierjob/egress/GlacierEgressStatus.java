package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.report.Snapshot;
import io.github.glacierjob.internal.egress.report.SnapshotText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What the ledger says about a vault at one moment: the body of {@code operation=status}. Camel converts it to a map, and to JSON
 * text, bytes and streams; {@link #toString()} is for people. Immutable and thread-safe. What is not known is null.
 */
public final class GlacierEgressStatus {

    private final Snapshot snapshot;

    GlacierEgressStatus(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * The vault's ARN as the service names it.
     *
     * @return the ARN
     */
    public String getVaultArn() {
        return snapshot.vaultArn();
    }

    /**
     * The moment that it is of, by the clock of the ledger.
     *
     * @return the moment
     */
    public Instant getTime() {
        return snapshot.time();
    }

    /**
     * The date of the inventory that is loaded.
     *
     * @return the date that the inventory states
     */
    public Instant getInventoryDate() {
        return snapshot.inventory().date();
    }

    /**
     * The SHA-256 of the inventory's bytes.
     *
     * @return hexadecimal digits
     */
    public String getInventorySha256() {
        return snapshot.inventory().sha256();
    }

    /**
     * How many archives are in each state: LISTED, ORDERED, READY, DELIVERED, PROVED, FAILED and SKIPPED, in this order.
     *
     * @return the numbers by state, also those that are 0
     */
    public Map<String, Long> getArchives() {
        return byState(totals -> totals.archives());
    }

    /**
     * How many bytes the archives of each state have, in the same order. Archives whose size is not known are left out.
     *
     * @return the numbers by state, also those that are 0
     */
    public Map<String, Long> getBytes() {
        return byState(totals -> totals.bytes());
    }

    private Map<String, Long> byState(ToLongFunction<io.github.glacierjob.internal.egress.report.Totals> number) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        snapshot.states().forEach((state, totals) -> numbers.put(state.name(), number.applyAsLong(totals)));
        return Collections.unmodifiableMap(numbers);
    }

    /**
     * How many archives the vault has in the ledger.
     *
     * @return the number of rows
     */
    public long getTotalArchives() {
        return snapshot.total().archives();
    }

    /**
     * How many bytes they have.
     *
     * @return bytes
     */
    public long getTotalBytes() {
        return snapshot.total().bytes();
    }

    /**
     * How many archives are in no final state.
     *
     * @return the number of LISTED, ORDERED and READY ones
     */
    public long getOpenArchives() {
        return snapshot.open().archives();
    }

    /**
     * How many bytes they have.
     *
     * @return bytes
     */
    public long getOpenBytes() {
        return snapshot.open().bytes();
    }

    /**
     * Whether an inventory is loaded and all its archives are in a final state.
     *
     * @return true if nothing is left to do
     */
    public boolean isOver() {
        return snapshot.isOver();
    }

    /**
     * How many jobs were initiated.
     *
     * @return the number, with extensions
     */
    public long getOrders() {
        return snapshot.orders();
    }

    /**
     * How many of them were initiated because an output was about to expire.
     *
     * @return the number
     */
    public long getExtensions() {
        return snapshot.extensions();
    }

    /**
     * How many archives were delivered per hour in the last hour, in those of its minutes in which anything was.
     *
     * @return archives per hour
     */
    public double getArchivesPerHour() {
        return snapshot.lastHour().archivesPerHour();
    }

    /**
     * How many bytes were delivered per hour in the last hour, in those of its minutes in which anything was.
     *
     * @return bytes per hour
     */
    public double getBytesPerHour() {
        return snapshot.lastHour().bytesPerHour();
    }

    /**
     * How many bytes were delivered per hour since the first order, with all waiting times.
     *
     * @return bytes per hour
     */
    public double getBytesPerHourSinceStart() {
        return snapshot.start().bytesPerHour();
    }

    /**
     * How long the open archives take at the rate of the last hour.
     *
     * @return the time; empty if nothing was delivered in the last hour
     */
    public Optional<Duration> getTimeLeft() {
        return snapshot.timeLeft();
    }

    /**
     * When the first output that is READY expires.
     *
     * @return the moment; null if none is READY
     */
    public Instant getNextExpiry() {
        return snapshot.nextExpiry();
    }

    /**
     * Until when no orders go out.
     *
     * @return the moment; null if orders go out
     */
    public Instant getOrdersPausedUntil() {
        return snapshot.ordersPausedUntil().orElse(null);
    }

    /**
     * Why no orders go out.
     *
     * @return the cause; null if orders go out
     */
    public String getOrdersPausedCause() {
        return snapshot.ordersPausedCause().orElse(null);
    }

    /**
     * The currency of the money.
     *
     * @return three capital letters
     */
    public String getCurrency() {
        return snapshot.cost().tariff().prices().currency();
    }

    /**
     * What it costs to order and download each archive that is wanted, once, in the tier of the option.
     *
     * @return exact money; empty if a part of it has no price
     */
    public Optional<BigDecimal> getPlannedCost() {
        return snapshot.cost().planned().total();
    }

    /**
     * The cost so far, including extensions and repeated downloads.
     *
     * @return exact money; empty if a part of it has no price
     */
    public Optional<BigDecimal> getSpentCost() {
        return snapshot.cost().spentInAll();
    }

    /**
     * The cost to come: of the archives that are LISTED, and of the downloads of all open archives.
     *
     * @return exact money; empty if a part of it has no price
     */
    public Optional<BigDecimal> getCostToCome() {
        return snapshot.cost().toCome().total();
    }

    /**
     * The ten most frequent causes of FAILED archives.
     *
     * @return how many archives have each cause, the most frequent first
     */
    public Map<String, Long> getFailures() {
        Map<String, Long> failures = new LinkedHashMap<>();
        snapshot.failures().forEach(cause -> failures.put(cause.text(), cause.archives()));
        return Collections.unmodifiableMap(failures);
    }

    /**
     * Its members as in JSON: text, numbers, truth values, maps and lists; always the same names in the same order.
     *
     * @return a new map
     */
    public Map<String, Object> toMap() {
        return snapshot.toMap();
    }

    /**
     * A table for people.
     *
     * @return lines of text without remote characters outside 0x20-0x7E
     */
    @Override
    public String toString() {
        return SnapshotText.of(snapshot);
    }
}
