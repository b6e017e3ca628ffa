package io.github.glacierjob.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * A line of a journal or of a repository: what it is, with a version; its fields; and a checksum of these, so that a torn or
 * damaged line is known as such. Only printable ASCII and the tabs between the fields are written. Immutable.
 *
 * @param kind   what the line is about and the version of its fields, as in {@code range-1}
 * @param fields any text; null where there is none
 */
public record SealedLine(String kind, List<String> fields) {

    private static final String SEPARATOR = "\t";
    private static final String ABSENT = "-";
    private static final char ESCAPE = '%';

    public static SealedLine of(String kind, Object... fields) {
        return new SealedLine(
                kind,
                Arrays.stream(fields)
                        .map(field -> field == null ? null : field.toString())
                        .toList());
    }

    /** The line to store, without a line end. */
    public String seal() {
        StringBuilder content = new StringBuilder(kind).append(SEPARATOR);
        fields.forEach(field -> content.append(escaped(field)).append(SEPARATOR));
        return content + checksum(content);
    }

    /** Reads a line exactly as it was sealed; empty if it is not whole, and for null. */
    public static Optional<SealedLine> open(String line) {
        String[] parts = line == null ? new String[0] : line.split(SEPARATOR, -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            List<String> fields = Arrays.stream(parts, 1, parts.length - 1)
                    .map(SealedLine::unescaped)
                    .toList();
            return Optional.of(new SealedLine(parts[0], fields))
                    .filter(read -> read.seal().equals(line));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** What a reader makes of the line; empty if it is of another kind, or has other fields than the reader expects. */
    public <T> Optional<T> as(String expected, Function<SealedLine, T> reader) {
        if (!kind.equals(expected)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(this));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    public String text(int field) {
        return fields.get(field);
    }

    public long number(int field) {
        return Long.parseLong(fields.get(field));
    }

    /** The words between the commas of a field; none for an empty one. */
    public List<String> words(int field) {
        return fields.get(field).isEmpty()
                ? List.of()
                : List.of(fields.get(field).split(","));
    }

    private static String escaped(String field) {
        if (field == null) {
            return ABSENT;
        }
        StringBuilder text = new StringBuilder();
        field.chars().forEach(c -> {
            boolean plain = c >= ' ' && c <= '~' && c != ESCAPE && !field.equals(ABSENT);
            text.append(plain ? String.valueOf((char) c) : ESCAPE + String.format("%04x", c));
        });
        return text.toString();
    }

    private static String unescaped(String part) {
        if (part.equals(ABSENT)) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            boolean plain = part.charAt(i) != ESCAPE;
            text.append(plain ? part.charAt(i) : (char) Integer.parseInt(part, i + 1, i + 5, 16));
            i += plain ? 0 : 4;
        }
        return text.toString();
    }

    private static String checksum(CharSequence content) {
        CRC32 crc = new CRC32();
        crc.update(content.toString().getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
