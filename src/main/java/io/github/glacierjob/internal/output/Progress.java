package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.text.SealedLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an output has been consumed, in one line: where it goes on, and what lies before: the hash of its bytes as their
 * subtree roots, where they were seen here; or for an inventory that is consumed by archives, how many. Immutable.
 *
 * @param outputSize bytes in the output
 * @param position   offset of the first byte that has not been consumed; the output's size when all has been
 * @param roots      the subtree roots of the bytes before, from the largest to the smallest; empty when all has been, and
 *                   where the bytes were not seen here because only descriptors of ranges or archives were delivered
 * @param archives   how many archives lie before; empty where bytes are consumed, and when all has been
 */
public record Progress(long outputSize, long position, List<String> roots, OptionalLong archives) {

    private static final String KIND = "progress-1";

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

    /** A place within an output that is consumed by bytes. */
    public Progress(long outputSize, long position, List<String> roots) {
        this(outputSize, position, roots, OptionalLong.empty());
    }

    /** A place within an inventory: the offset of the last byte of the archive before, which is read again. */
    public static Progress ofArchives(long outputSize, long position, long archives) {
        return new Progress(outputSize, position, List.of(), OptionalLong.of(archives));
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

    /** The line to store. */
    public String encode() {
        Long count = archives.isPresent() ? archives.getAsLong() : null;
        return SealedLine.of(KIND, outputSize, position, count, String.join(",", roots))
                .seal();
    }

    /** Reads a stored line; empty if it is not whole, not ours or of another version, and for null. */
    public static Optional<Progress> decode(String line) {
        return SealedLine.open(line)
                .flatMap(read -> read.as(KIND, Progress::of))
                .filter(known -> known.encode().equals(line));
    }

    private static Progress of(SealedLine fields) {
        OptionalLong archives = fields.text(2) == null ? OptionalLong.empty() : OptionalLong.of(fields.number(2));
        return new Progress(fields.number(0), fields.number(1), fields.words(3), archives);
    }
}
