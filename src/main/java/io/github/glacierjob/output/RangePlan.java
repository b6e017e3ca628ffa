package io.github.glacierjob.output;

import io.github.glacierjob.job.Rejection;

/**
 * The ranges of an output, on the grid of the chunk size, so that each is a node of the output's hash tree. Immutable.
 *
 * @param whole     what is wanted of the output
 * @param chunkSize bytes in a range, a power of two of MiB; the first and the last may be shorter
 */
record RangePlan(ByteRange whole, long chunkSize) {

    RangePlan {
        if (cell(whole.end(), chunkSize) - cell(whole.start(), chunkSize) >= Integer.MAX_VALUE) {
            throw Rejection.of("chunkSize", chunkSize, "must give fewer than 2147483647 chunks");
        }
    }

    private static long cell(long offset, long chunkSize) {
        return Math.max(offset, 0) / chunkSize;
    }

    /** How many ranges, at least one: an empty output is one empty range. */
    int count() {
        return indexOf(whole.end()) + 1;
    }

    /** The number of the range that an offset lies in. */
    int indexOf(long offset) {
        return (int) (cell(offset, chunkSize) - cell(whole.start(), chunkSize));
    }

    /** The range that begins at an offset, which may lie within a cell of the grid after a change of the chunk size. */
    ByteRange from(long offset) {
        long cellEnd = (cell(offset, chunkSize) + 1) * chunkSize - 1;
        return new ByteRange(offset, Math.min(cellEnd, whole.end()));
    }
}
