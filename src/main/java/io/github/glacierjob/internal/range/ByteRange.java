package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.Rejection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of an output, both ends inclusive. The empty range ends just before its start.
 *
 * @param start offset of the first byte, 0 or more
 * @param end   offset of the last byte
 */
public record ByteRange(long start, long end) {

    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

    /** Refuses a range that ends before it starts. */
    public ByteRange {
        if (start < 0 || end < start - 1) {
            throw Rejection.of("range", start + "-" + end, "must start at 0 or later and end at or after its start");
        }
    }

    /**
     * Reads the form of the Range header that Glacier honours. Open and suffix forms and several ranges are refused: the
     * service answers some of them with everything.
     *
     * @param text {@code bytes=a-b}
     * @return the range
     * @throws IllegalArgumentException if it is anything else
     */
    public static ByteRange parse(String text) {
        Matcher header = HEADER.matcher(text);
        if (!header.matches() || Long.parseLong(header.group(1)) > Long.parseLong(header.group(2))) {
            throw Rejection.of("range", text, "must be bytes=start-end with both ends given and start <= end");
        }
        return new ByteRange(Long.parseLong(header.group(1)), Long.parseLong(header.group(2)));
    }

    /**
     * How many bytes.
     *
     * @return 0 or more
     */
    public long length() {
        return end - start + 1;
    }

    /**
     * What is left after some bytes.
     *
     * @param bytes how many have come, less than the length
     * @return the rest
     */
    ByteRange after(long bytes) {
        return new ByteRange(start + bytes, end);
    }

    /** The value of the Range header. */
    @Override
    public String toString() {
        return "bytes=" + start + "-" + end;
    }
}
