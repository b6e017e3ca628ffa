package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.text.CheckedLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an output has been consumed, in one line: where it goes on, and what came before: the hash of its bytes as their
 * subtree roots, where they passed here; or for an inventory that is consumed by archives, how many. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that has not been consumed; the output's size when all has been
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty when all has been, and
 *                   where the bytes were not seen here because only descriptors of ranges or archives were given out
 * @param archives   how many archives came before; empty where bytes are consumed, and when all has been
 */
public record Progress(long outputSize, long position, List<String> roots, OptionalLong archives) {

    private static final String OF_BYTES = "1";
    private static final String OF_ARCHIVES = "2";
    private static final String UNKNOWN = "-";

    /** Refuses what no download can have left. */
    public Progress {
        roots = List.copyOf(roots);
        boolean done = position == outputSize;
        boolean anywhere = done || archives.isPresent();
        if (position < 0 || position > outputSize || !anywhere && position % LeafHasher.LEAF_SIZE != 0) {
            throw new IllegalArgumentException("no download of " + outputSize + " bytes stops at " + position);
        }
        if (archives.orElse(0) < 0 || archives.isPresent() && !roots.isEmpty()) {
            throw new IllegalArgumentException("no download stops after " + archives + " with " + roots);
        }
        if (!roots.isEmpty()) {
            new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
        }
    }

    /**
     * A place within an output that is consumed by bytes.
     *
     * @param outputSize as above
     * @param position   as above
     * @param roots      as above
     */
    public Progress(long outputSize, long position, List<String> roots) {
        this(outputSize, position, roots, OptionalLong.empty());
    }

    /**
     * A place within an inventory that is consumed by archives.
     *
     * @param outputSize bytes in the inventory
     * @param position   offset of the last byte of the archive before, which is read again
     * @param archives   how many archives came before
     * @return the progress
     */
    public static Progress ofArchives(long outputSize, long position, long archives) {
        return new Progress(outputSize, position, List.of(), OptionalLong.of(archives));
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
     * @return version, size, position, what came before and a checksum of these, separated by blanks: {@code r} and the roots,
     *     {@code -} if they are not known, or {@code a} and the number of archives
     */
    public String encode() {
        String version = archives.isPresent() ? OF_ARCHIVES : OF_BYTES;
        return CheckedLine.seal(
                String.join(" ", version, Long.toString(outputSize), Long.toString(position), before()));
    }

    private String before() {
        if (archives.isPresent()) {
            return "a" + archives.getAsLong();
        }
        return knowsPrefix() || isDone() ? "r" + String.join(",", roots) : UNKNOWN;
    }

    /**
     * Reads a stored line.
     *
     * @param line what {@link #encode()} gave, or anything else; null counts as nothing
     * @return the progress, or empty if the line is not whole, not ours or of another version
     */
    public static Optional<Progress> decode(String line) {
        String[] parts = CheckedLine.open(line).orElse("").split(" ");
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            long outputSize = Long.parseLong(parts[1]);
            long position = Long.parseLong(parts[2]);
            String before = parts[3].substring(1);
            Progress read = parts[0].equals(OF_ARCHIVES)
                    ? ofArchives(outputSize, position, Long.parseLong(before))
                    : new Progress(outputSize, position, before.isEmpty() ? List.of() : List.of(before.split(",")));
            return Optional.of(read).filter(known -> known.encode().equals(line));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
