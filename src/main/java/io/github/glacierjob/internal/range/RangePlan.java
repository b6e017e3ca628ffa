package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Divides an output into ranges on the grid of the chunk size, so that each range is a node of the output's hash tree.
 * Immutable.
 *
 * @param whole     the wanted range of the output
 * @param chunkSize bytes in a range, a power of two of MiB; the first and the last range may be shorter
 */
public record RangePlan(ByteRange whole, long chunkSize) {

    public RangePlan {
        if (cell(whole.end(), chunkSize) - cell(whole.start(), chunkSize) >= Integer.MAX_VALUE) {
            throw Rejection.of("chunkSize", chunkSize, "must give fewer than 2147483647 chunks");
        }
    }

    private static long cell(long offset, long chunkSize) {
        return Math.max(offset, 0) / chunkSize;
    }

    /** The number of ranges, at least 1: an empty output is one empty range. */
    public int count() {
        return indexOf(whole.end()) + 1;
    }

    /** The number of the range that contains an offset. */
    public int indexOf(long offset) {
        return (int) (cell(offset, chunkSize) - cell(whole.start(), chunkSize));
    }

    /**
     * The range that begins at an offset. After a change of the chunk size an output may continue within a cell of the
     * grid. Then it is fetched in smaller nodes of the tree up to the cell's end, because the service has hashes only for
     * nodes.
     */
    public ByteRange from(long offset) {
        boolean within = offset % chunkSize != 0 && offset > whole.start();
        long end = within ? offset + Long.lowestOneBit(offset) : (cell(offset, chunkSize) + 1) * chunkSize;
        return new ByteRange(offset, Math.min(end - 1, whole.end()));
    }

    /** The ranges from this offset to the end; at least one. */
    public Stream<ByteRange> rangesFrom(long offset) {
        return Stream.iterate(from(offset), Objects::nonNull, range -> isLast(range) ? null : from(range.end() + 1));
    }

    /** Whether this is the last wanted range. */
    public boolean isLast(ByteRange range) {
        return range.end() == whole.end();
    }
}
