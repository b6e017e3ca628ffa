package io.github.glacierjob.inventory;

import io.github.glacierjob.internal.text.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the service's own CSV: a header line, then a line for each archive. A quote within quotes is written as
 * {@code \"}, and a backslash is not escaped. Common CSV parsers do not read this. The format is still unambiguous: only
 * the description can have a comma or a quote, it has no line end, and every quote in it has exactly one backslash more
 * than in the original.
 */
final class CsvArchives implements ArchiveSource {

    private static final String HEADER = String.join(",", InventoryArchive.MEMBERS);
    private static final int LONGEST_LINE = 16_384;

    /** The longest line; a longer line is not part of an inventory and is not read to its end. */
    private static final int NO_LINE = 1 << 20;

    /** The first field, the description with all its commas, and the last three fields. */
    private static final Pattern LINE = Pattern.compile("([^,]*),(.*),([^,]*),([^,]*),([^,]*)", Pattern.DOTALL);

    private static final Pattern BARE_QUOTE = Pattern.compile("(?<!\\\\)\"");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final InputStream in;
    private final boolean resumed;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int next;
    private int filled;
    private long offset;
    private boolean begun;
    private boolean endsLine;

    CsvArchives(InputStream rest, long offset) {
        this.in = rest;
        this.offset = offset;
        this.resumed = offset > 0;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public Optional<InventoryArchive> read() throws IOException {
        if (!begun) {
            begin();
        }
        try {
            return line().map(this::archive);
        } catch (IllegalArgumentException e) {
            throw bad(e, Map.of());
        }
    }

    /**
     * The exception for a bad line. If the line has no end, the document is incomplete, and not only this entry is bad.
     */
    private RuntimeException bad(IllegalArgumentException e, Map<String, Object> members) {
        return e instanceof BadEntryException || !endsLine ? e : new BadEntryException(e.getMessage(), members);
    }

    /** The service's CSV has no date. */
    @Override
    public Optional<String> inventoryDate() {
        return Optional.empty();
    }

    /** The service's CSV does not name its vault. */
    @Override
    public Optional<String> vaultArn() {
        return Optional.empty();
    }

    /** Reads the header or, if reading continues at a position, the line end there. */
    private void begin() throws IOException {
        String first = line().orElse("");
        begun = true;
        if (!first.replace("\"", "").equals(resumed ? "" : HEADER)) {
            throw new IllegalArgumentException(
                    "expected JSON or the line " + HEADER + ", got " + Rejection.shown(first));
        }
    }

    private InventoryArchive archive(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            throw new IllegalArgumentException("expected five fields, got " + Rejection.shown(line));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        try {
            members.put(InventoryArchive.ID, unquoted(fields.group(1)));
            members.put(InventoryArchive.CREATION_DATE, unquoted(fields.group(3)));
            members.put(InventoryArchive.TREE_HASH, unquoted(fields.group(5)));
            members.put(InventoryArchive.SIZE, size(unquoted(fields.group(4))));
            members.put(InventoryArchive.DESCRIPTION, description(fields.group(2)));
            return InventoryArchive.of(members);
        } catch (IllegalArgumentException e) {
            throw bad(e, members);
        }
    }

    /** The field as a number; for a field that is not a number its text, for the message. */
    private static Object size(String field) {
        return NUMBER.matcher(field).matches() ? (Object) Long.parseLong(field) : field;
    }

    private static String unquoted(String field) {
        return isQuoted(field) ? field.substring(1, field.length() - 1) : field;
    }

    private static boolean isQuoted(String field) {
        return field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
    }

    private static String description(String field) {
        String text = unquoted(field);
        boolean special = text.indexOf('"') >= 0 || text.indexOf(',') >= 0;
        if (special && (!isQuoted(field) || BARE_QUOTE.matcher(text).find())) {
            throw new IllegalArgumentException(InventoryArchive.DESCRIPTION + ": " + Rejection.shown(field)
                    + " must be in quotes if it has a comma or a quote, with a backslash before each quote within");
        }
        return text.replace("\\\"", "\"");
    }

    /** The next line without its end, or empty at the document's end. */
    private Optional<String> line() throws IOException {
        line.reset();
        int read = nextByte();
        if (read < 0) {
            return Optional.empty();
        }
        int length = 0;
        for (; read >= 0 && read != '\n' && length < (begun ? NO_LINE : LONGEST_LINE + 1); length++) {
            if (length <= LONGEST_LINE) {
                line.write(read);
            }
            read = nextByte();
        }
        endsLine = read == '\n';
        if (length > LONGEST_LINE) {
            throw new IllegalArgumentException("expected a line of at most " + LONGEST_LINE + " bytes, got "
                    + Rejection.shown(line.toString(StandardCharsets.US_ASCII)));
        }
        String text = text();
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "expected UTF-8, got " + Rejection.shown(line.toString(StandardCharsets.US_ASCII)), e);
        }
    }

    private int nextByte() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(buffer));
            next = 0;
        }
        if (filled == 0) {
            return -1;
        }
        offset++;
        return buffer[next++] & 0xFF;
    }
}
