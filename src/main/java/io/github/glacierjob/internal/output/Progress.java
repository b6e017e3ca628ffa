package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.inventory.InventoryPosition;
import java.util.List;
import java.util.Optional;

/**
 * How far an output has been consumed, in one line: where it goes on, and what lies before: the hash of its bytes as their
 * subtree roots, where they were seen here; or for an inventory that is consumed by archives, which. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that has not been consumed; the output's size when all has been
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty when all has been, and
 *                   where the bytes were not seen here because only descriptors of ranges or archives were delivered
 * @param chunkSize  the size of the ranges in which the output is delivered, so that they keep their numbers; 0 if it is not in ranges
 * @param inventory  the place in an inventory that is consumed by archives; empty where bytes are, and when all has been
 */
public record Progress(
        long outputSize, long position, List<String> roots, long chunkSize, Optional<InventoryPosition> inventory) {

    private static final String KIND = "progress-1";

    /** Refuses what no download can have left. */
    public Progress {
        roots = List.copyOf(roots);
        boolean anywhere = position == outputSize || inventory.isPresent();
        if (position < 0 || position > outputSize || !anywhere && position % LeafHasher.LEAF_SIZE != 0) {
            throw new IllegalArgumentException("no download of " + outputSize + " bytes stops at " + position);
        }
        boolean grid = Long.bitCount(chunkSize) == 1
                && chunkSize >= LeafHasher.LEAF_SIZE
                && chunkSize <= RangeDescriptor.LONGEST;
        if (chunkSize != 0 && !grid) {
            throw new IllegalArgumentException("no download has ranges of " + chunkSize + " bytes");
        }
        inventory.ifPresent(Progress::check);
        if (inventory.isPresent() && !roots.isEmpty()) {
            throw new IllegalArgumentException("no download stops at " + inventory + " with " + roots);
        }
        if (!roots.isEmpty()) {
            new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
        }
    }

    private static void check(InventoryPosition place) {
        if (place.bad() < 0 || place.bad() > place.archives()) {
            throw new IllegalArgumentException("no download stops at " + place);
        }
    }

    /** A place within an output that is consumed by bytes, on any grid. */
    public Progress(long outputSize, long position, List<String> roots) {
        this(outputSize, position, roots, 0, Optional.empty());
    }

    /** A place within an inventory. */
    public static Progress ofArchives(long outputSize, InventoryPosition place) {
        return new Progress(outputSize, place.offset(), List.of(), 0, Optional.of(place));
    }

    /** The end of an output: consumed. */
    public static Progress done(long outputSize) {
        return new Progress(outputSize, outputSize, List.of());
    }

    /** Whether the whole output has been consumed. */
    public boolean isDone() {
        return position == outputSize;
    }

    /** Whether the hash of the bytes before is known, so that the hash of the whole can be. */
    boolean knowsPrefix() {
        return position == 0 || !roots.isEmpty();
    }

    SubtreeRoots prefix() {
        return new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
    }

    /** The grid of an output that has begun; else of the option. */
    long chunkSizeOr(long option) {
        return chunkSize == 0 ? option : chunkSize;
    }

    /** The line to store. */
    public String encode() {
        return SealedLine.of(
                        KIND,
                        outputSize,
                        position,
                        chunkSize,
                        String.join(",", roots),
                        inventory.map(InventoryPosition::archives).orElse(null),
                        inventory.map(InventoryPosition::bad).orElse(null),
                        inventory.flatMap(InventoryPosition::inventoryDate).orElse(null))
                .seal();
    }

    /** Reads a stored line; empty if it is not whole, not ours or of another version, and for null. */
    public static Optional<Progress> decode(String line) {
        return SealedLine.open(line)
                .flatMap(read -> read.as(KIND, Progress::of))
                .filter(known -> known.encode().equals(line));
    }

    private static Progress of(SealedLine fields) {
        Optional<InventoryPosition> inventory = Optional.ofNullable(fields.text(4))
                .map(archives -> new InventoryPosition(
                        fields.number(1), fields.number(4), fields.number(5), Optional.ofNullable(fields.text(6))));
        return new Progress(fields.number(0), fields.number(1), fields.words(3), fields.number(2), inventory);
    }
}
