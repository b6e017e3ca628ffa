package io.github.glacierjob.simulator.bill;

import io.github.glacierjob.simulator.bill.Bill.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Sums the billed requests and bytes. Thread-safe, because many threads send bytes. */
public final class Charges {
    private final Rates rates;
    private final Map<String, Map<String, Line>> lines = new HashMap<>();
    private final Map<String, Long> inventories = new HashMap<>();
    private final Map<Output, Long> sent = new HashMap<>();

    /** Identifies an output by its bytes, independent of the job that retrieves them. */
    public record Output(String vault, String archiveId, long start, long end) {

        long bytes() {
            return end - start + 1;
        }
    }

    /** Creates an empty sum. */
    public Charges(Rates rates) {
        this.rates = rates;
    }

    /** Counts an archive job that begins. */
    public synchronized void ordered(Output output, String tier, boolean restaged) {
        change(output.vault(), tier, line -> restaged ? line.restaged(output.bytes()) : line.ordered(output.bytes()));
    }

    /** Counts an inventory job that begins. */
    public synchronized void inventoryOrdered(String vault) {
        inventories.merge(vault, 1L, Long::sum);
    }

    /** Counts bytes of an output that are sent. */
    public synchronized void sent(Output output, String tier, long bytes) {
        long all = sent.merge(output, bytes, Long::sum);
        long again = Math.min(bytes, Math.max(0, all - output.bytes()));
        change(output.vault(), tier, line -> line.sent(bytes, again));
    }

    private void change(String vault, String tier, UnaryOperator<Line> change) {
        lines.computeIfAbsent(vault, name -> new TreeMap<>())
                .merge(tier, change.apply(Line.EMPTY), (before, first) -> change.apply(before));
    }

    /** The cost of a vault until now. */
    public synchronized Bill bill(String vault) {
        return new Bill(Map.copyOf(lines.getOrDefault(vault, Map.of())), inventories.getOrDefault(vault, 0L), rates);
    }
}
