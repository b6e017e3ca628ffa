package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an output has been consumed, in one line: where it goes on, and what came before: the hash of its bytes as their
 * subtree roots, or for an inventory that is consumed by archives, how many. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that has not been consumed; the output's size when all has been
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty when all has been, and
 *                   for archives
 * @param archives   how many archives came before; empty where bytes are consumed, and when all has been
 */
public record Progress(long outputSize, long position, List<String> roots, OptionalLong archives) {

    private static final String OF_BYTES = "1";
    private static final String OF_ARCHIVES = "2";

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
        if (!anywhere) {
            new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
        }
    }

    Progress(long outputSize, long position, List<String> roots) {
        this(outputSize, position, roots, OptionalLong.empty());
    }

    /**
     * A place within an inventory that is consumed by archives.
     *
     * @param outputSize bytes in the inventory
     * @param position   offset where the archive before has ended
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

    SubtreeRoots prefix() {
        return new SubtreeRoots(position / LeafHasher.LEAF_SIZE, roots);
    }

    /**
     * The line to store.
     *
     * @return version, size, position, roots or archives, and a checksum of these, separated by blanks
     */
    public String encode() {
        String version = archives.isPresent() ? OF_ARCHIVES : OF_BYTES;
        String before = archives.isPresent() ? "a" + archives.getAsLong() : "r" + String.join(",", roots);
        return CheckedLine.seal(String.join(" ", version, Long.toString(outputSize), Long.toString(position), before));
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
            return switch (parts[0] + parts[3].charAt(0)) {
                case OF_BYTES + "r" ->
                    Optional.of(new Progress(
                            outputSize, position, before.isEmpty() ? List.of() : List.of(before.split(","))));
                case OF_ARCHIVES + "a" -> Optional.of(ofArchives(outputSize, position, Long.parseLong(before)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
