package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import java.util.List;
import java.util.Optional;

/**
 * How far an output has been consumed, in one line: where it goes on, and the hash of what came before as its subtree
 * roots, where the bytes passed here. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that has not been consumed; the output's size when all has been
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty when all has been, and
 *                   where the bytes were not seen here because only descriptors of ranges were given out
 */
public record Progress(long outputSize, long position, List<String> roots) {

    private static final String VERSION = "1";
    private static final String UNKNOWN = "-";

    /** Refuses what no download can have left. */
    public Progress {
        roots = List.copyOf(roots);
        boolean done = position == outputSize;
        if (position < 0 || position > outputSize || !done && position % LeafHasher.LEAF_SIZE != 0) {
            throw new IllegalArgumentException("no download of " + outputSize + " bytes stops at " + position);
        }
        if (!roots.isEmpty()) {
            new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
        }
    }

    /**
     * The end of an output.
     *
     * @param outputSize its size in bytes
     * @return the progress that means consumed
     */
    public static Progress done(long outputSize) {
        return new Progress(outputSize, outputSize, List.of());
    }

    /**
     * Whether the whole output has been consumed.
     *
     * @return true if nothing is left
     */
    public boolean isDone() {
        return position == outputSize;
    }

    /** Whether the hash of what came before is known, so that the hash of the whole can be. */
    boolean knowsPrefix() {
        return position == 0 || !roots.isEmpty();
    }

    SubtreeRoots prefix() {
        return new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
    }

    /**
     * The line to store.
     *
     * @return version, size, position, roots (or {@code -} if they are not known) and a checksum of these, separated by
     *     blanks
     */
    public String encode() {
        String prefix = knowsPrefix() || isDone() ? "r" + String.join(",", roots) : UNKNOWN;
        return CheckedLine.seal(String.join(" ", VERSION, Long.toString(outputSize), Long.toString(position), prefix));
    }

    /**
     * Reads a stored line.
     *
     * @param line what {@link #encode()} gave, or anything else; null counts as nothing
     * @return the progress, or empty if the line is not whole, not ours or of another version
     */
    public static Optional<Progress> decode(String line) {
        String[] parts = CheckedLine.open(line).orElse("").split(" ");
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            String roots = parts[3].substring(1);
            return Optional.of(new Progress(
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2]),
                            roots.isEmpty() ? List.of() : List.of(roots.split(","))))
                    .filter(read -> read.encode().equals(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
