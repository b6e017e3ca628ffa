package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.JobOutputException;

/**
 * The part of an output to download.
 *
 * @param size  bytes in the whole output
 * @param range the wanted range, null for the whole output
 */
public record Extent(long size, ByteRange range) {

    /** Refuses a range outside the output. */
    public Extent {
        if (range != null && range.end() >= size) {
            throw new JobOutputException("expected " + range + " to lie within the output of " + size + " bytes");
        }
    }

    public boolean isWhole() {
        return range == null || range.length() == size;
    }

    public ByteRange wanted() {
        return range == null ? new ByteRange(0, size - 1) : range;
    }
}
