package io.github.glacierjob.internal.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of an output, both ends inclusive. The empty range ends just before its start.
 *
 * @param start offset of the first byte, 0 or more
 * @param end   offset of the last byte
 */
public record ByteRange(long start, long end) {

    private static final String UNIT = "bytes=";

    /** The service sends an end of -1 for an empty archive. */
    private static final Pattern RANGE = Pattern.compile("0*(\\d{1,18})-(-1|0*\\d{1,18})");

    /** Refuses a range that ends before it starts. */
    public ByteRange {
        if (start < 0 || end < start - 1) {
            throw Rejection.of("range", start + "-" + end, "must start at 0 or later and end at or after its start");
        }
    }

    /** Reads {@code a-b}; empty for null, for other text, and for an end before the start. */
    public static Optional<ByteRange> of(String text) {
        Matcher range = RANGE.matcher(String.valueOf(text));
        if (!range.matches()) {
            return Optional.empty();
        }
        long start = Long.parseLong(range.group(1));
        long end = Long.parseLong(range.group(2));
        return start <= end + 1 ? Optional.of(new ByteRange(start, end)) : Optional.empty();
    }

    /**
     * Reads the form of the Range header that Glacier supports, {@code bytes=a-b}. Refuses open forms, suffix forms and
     * several ranges, because the service answers some of them with the whole output.
     *
     * @param name the name of the option, header or member with the text
     */
    public static ByteRange parse(String name, String text) {
        return Optional.of(text)
                .filter(header -> header.startsWith(UNIT))
                .flatMap(header -> of(header.substring(UNIT.length())))
                .filter(range -> range.length() > 0)
                .orElseThrow(() ->
                        Rejection.of(name, text, "must be bytes=start-end with both ends given and start <= end"));
    }

    /** The number of bytes, 0 or more. */
    public long length() {
        return end - start + 1;
    }

    /** The rest of the range after its first bytes; their number must be less than the length. */
    public ByteRange after(long bytes) {
        return new ByteRange(start + bytes, end);
    }

    /** The value of the Range header. */
    @Override
    public String toString() {
        return UNIT + start + "-" + end;
    }
}
