package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.inventory.InventoryPosition;
import java.util.List;
import java.util.Optional;

/**
 * The progress of an output's consumption, stored as one line: the position where it continues, and a description of the
 * part before. That is the hash of its bytes as subtree roots, if this component has seen the bytes, or for an inventory
 * by archives the number of archives. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that is not consumed; the output's size if all bytes are consumed
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty if all bytes are
 *                   consumed, and if this component has not seen the bytes because it delivered only descriptors of
 *                   ranges, or archives
 * @param chunkSize  the size of the delivered ranges, so that ranges keep their numbers; 0 if the output is not delivered
 *                   in ranges
 * @param inventory  the position in an inventory that is consumed by archives; empty for all other outputs, and if all is
 *                   consumed
 */
public record Progress(
        long outputSize, long position, List<String> roots, long chunkSize, Optional<InventoryPosition> inventory) {

    private static final String KIND = "progress-1";

    /** Refuses values that no download can have stored. */
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

    /** Creates a progress by bytes, without a grid of ranges. */
    public Progress(long outputSize, long position, List<String> roots) {
        this(outputSize, position, roots, 0, Optional.empty());
    }

    /** Creates a progress by archives. */
    public static Progress ofArchives(long outputSize, InventoryPosition place) {
        return new Progress(outputSize, place.offset(), List.of(), 0, Optional.of(place));
    }

    /** Creates the progress of a consumed output. */
    public static Progress done(long outputSize) {
        return new Progress(outputSize, outputSize, List.of());
    }

    /** Whether the whole output has been consumed. */
    public boolean isDone() {
        return position == outputSize;
    }

    /** Whether the hash of the bytes before is known, so that the hash of the whole can be computed. */
    boolean knowsPrefix() {
        return position == 0 || !roots.isEmpty();
    }

    SubtreeRoots prefix() {
        return new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
    }

    /** The stored size of ranges; if there is no stored size, the option's. */
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

    /** Reads a stored line; empty for null, and if the line is incomplete, of another program or of another version. */
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
