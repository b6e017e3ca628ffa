package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.cost.Quantity;
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
 * The state of a vault in the ledger at one moment: the body of {@code operation=status}. Camel converts it to a map, and
 * to JSON text, bytes and streams; {@link #toString()} is for people. Immutable and thread-safe. Unknown values are null.
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
     * The moment of this status, by the clock of the ledger.
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
     * The number of archives in each state: LISTED, ORDERED, READY, DELIVERED, PROVED, FAILED and SKIPPED, in this order.
     *
     * @return the numbers by state, also those that are 0
     */
    public Map<String, Long> getArchives() {
        return byState(totals -> totals.archives());
    }

    /**
     * The bytes of the archives in each state, in the same order. Archives of unknown size are left out.
     *
     * @return the numbers by state, also those that are 0
     */
    public Map<String, Long> getBytes() {
        return byState(totals -> totals.bytes());
    }

    private Map<String, Long> byState(ToLongFunction<Quantity> number) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        snapshot.states().forEach((state, totals) -> numbers.put(state.name(), number.applyAsLong(totals)));
        return Collections.unmodifiableMap(numbers);
    }

    /**
     * The number of the vault's archives in the ledger.
     *
     * @return the number of rows
     */
    public long getTotalArchives() {
        return snapshot.total().archives();
    }

    /**
     * The bytes of the vault's archives in the ledger.
     *
     * @return bytes
     */
    public long getTotalBytes() {
        return snapshot.total().bytes();
    }

    /**
     * The number of open archives, which are in no final state.
     *
     * @return the number of archives that are LISTED, ORDERED or READY
     */
    public long getOpenArchives() {
        return snapshot.open().archives();
    }

    /**
     * The bytes of the open archives.
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
     * The number of jobs that were initiated.
     *
     * @return the number, with extensions
     */
    public long getOrders() {
        return snapshot.orders();
    }

    /**
     * The number of jobs that were initiated because an output was about to expire.
     *
     * @return the number
     */
    public long getExtensions() {
        return snapshot.extensions();
    }

    /**
     * The rate of deliveries in archives per hour, over those minutes of the last hour in which archives were delivered.
     *
     * @return archives per hour
     */
    public double getArchivesPerHour() {
        return snapshot.lastHour().archivesPerHour();
    }

    /**
     * The rate of deliveries in bytes per hour, over those minutes of the last hour in which archives were delivered.
     *
     * @return bytes per hour
     */
    public double getBytesPerHour() {
        return snapshot.lastHour().bytesPerHour();
    }

    /**
     * The rate of deliveries in bytes per hour since the first order, with all waiting times.
     *
     * @return bytes per hour
     */
    public double getBytesPerHourSinceStart() {
        return snapshot.start().bytesPerHour();
    }

    /**
     * The time that the open archives need at the rate of the last hour.
     *
     * @return the time; empty if nothing was delivered in the last hour
     */
    public Optional<Duration> getTimeLeft() {
        return snapshot.timeLeft();
    }

    /**
     * The moment when the first READY output expires.
     *
     * @return the moment; null if none is READY
     */
    public Instant getNextExpiry() {
        return snapshot.nextExpiry();
    }

    /**
     * The moment until which no orders are sent.
     *
     * @return the moment; null if orders are not paused
     */
    public Instant getOrdersPausedUntil() {
        return snapshot.ordersPausedUntil().orElse(null);
    }

    /**
     * The reason why no orders are sent.
     *
     * @return the cause; null if orders are not paused
     */
    public String getOrdersPausedCause() {
        return snapshot.ordersPausedCause().orElse(null);
    }

    /**
     * The currency of all costs.
     *
     * @return three capital letters
     */
    public String getCurrency() {
        return snapshot.cost().tariff().prices().currency();
    }

    /**
     * The cost of ordering and downloading each wanted archive once, in the tier of the option.
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
     * The expected further cost: the orders of the LISTED archives and the downloads of all open archives.
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
     * Returns the members as in JSON: text, numbers, booleans, maps and lists; always the same names in the same order.
     *
     * @return a new map
     */
    public Map<String, Object> toMap() {
        return snapshot.toMap();
    }

    /**
     * Returns a table for people.
     *
     * @return lines of text without remote characters outside 0x20-0x7E
     */
    @Override
    public String toString() {
        return SnapshotText.of(snapshot);
    }
}
