package io.github.glacierjob.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** A line that ends with a checksum of itself, so that a torn or damaged one is known as such. */
public final class CheckedLine {

    private CheckedLine() {}

    public static String seal(String content) {
        return content + " " + checksum(content);
    }

    /** The content of a sealed line, or empty if it is not whole; null counts as nothing. */
    public static Optional<String> open(String line) {
        int last = line == null ? -1 : line.lastIndexOf(' ');
        return last >= 0 && checksum(line.substring(0, last)).equals(line.substring(last + 1))
                ? Optional.of(line.substring(0, last))
                : Optional.empty();
    }

    private static String checksum(String content) {
        CRC32 crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
