package io.github.glacierjob.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * A line of a journal or of a repository: its kind with a version, its fields, and a checksum of both, so that an
 * incomplete or damaged line is detected. It has only printable ASCII, and tabs between the fields. Immutable.
 *
 * @param kind   the kind of the line and the version of its fields, as in {@code range-1}
 * @param fields any text; null for a missing value
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

    /** Reads a sealed line; empty for null, and if the line is incomplete or changed. */
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

    /** Reads the line with a reader; empty if the line has another kind, or other fields than the reader expects. */
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

    /** The words between the commas of a field; an empty list for an empty field. */
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
