package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes {@code start} to {@code end}, both inclusive, as the protocol counts them. */
public record ByteRange(long start, long end) {
    private static final Pattern PLAIN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    /** Parses {@code a-b}; empty for other text, and for an end before the start. */
    public static Optional<ByteRange> parse(String text) {
        Matcher matcher = PLAIN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ByteRange range = new ByteRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        return range.end < range.start ? Optional.empty() : Optional.of(range);
    }

    /** The range of all {@code size} bytes. */
    public static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /** The number of bytes. */
    public long length() {
        return end - start + 1;
    }

    /** The range moved by {@code by} bytes. */
    public ByteRange shifted(long by) {
        return new ByteRange(start + by, end + by);
    }

    /**
     * Checks the rule of InitiateJob: the range starts at a multiple of 1 MiB, and ends at a multiple or at the end of
     * the archive.
     */
    public boolean megabyteAligned(long size) {
        return start % MIB == 0 && ((end + 1) % MIB == 0 || end == size - 1);
    }

    /**
     * Whether the tree hash of this range is a node of the tree of an archive of {@code size} bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations-range.html">Receiving
     *     checksums when downloading data</a>
     */
    public boolean treeHashAligned(long size) {
        if (!megabyteAligned(size)) {
            return false;
        }
        long from = start / MIB;
        long to = TreeHash.leaves(end + 1);
        long span = to - from;
        long power = span <= 1 ? 1 : Long.highestOneBit(span - 1) << 1;
        return from % power == 0 && (span == power || end == size - 1);
    }

    @Override
    public String toString() {
        return start + "-" + end;
    }
}
