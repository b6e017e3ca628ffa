package io.github.glacierjob.simulator.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An inventory of any number of archives that do not exist, written when it is read: every row has the same length, so that
 * any range of it can be made on its own. Archive {@code i} is described as {@code archive} and ten digits.
 */
public final class GeneratedInventory extends Bytes {
    private static final String DIGITS = "0123456789abcdef";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int ID_LENGTH = 138;
    private static final int HASH_LENGTH = 64;
    private static final int NUMBER_LENGTH = 10;
    private static final int MAX_ROWS = 256;

    private final boolean json;
    private final long count;
    private final byte[] head;
    private final byte[] tail;
    private final byte[] row;
    private final int idAt;
    private final int numberAt;
    private final int hashAt;

    /** In the format {@code JSON} or {@code CSV}. */
    public GeneratedInventory(String format, String vaultArn, long count) {
        super();
        this.json = format.equals("JSON");
        this.count = count;
        String id = "I".repeat(ID_LENGTH);
        String number = "#".repeat(NUMBER_LENGTH);
        String hash = "H".repeat(HASH_LENGTH);
        String form = json
                ? "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"archive " + number
                        + "\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":5798098,\"SHA256TreeHash\":\"" + hash
                        + "\"},"
                : id + ",\"archive " + number + "\",2017-08-22T17:24:07Z,5798098," + hash + "\n";
        this.row = ascii(form);
        this.idAt = form.indexOf(id);
        this.numberAt = form.indexOf(number);
        this.hashAt = form.indexOf(hash);
        this.head = ascii(
                json
                        ? "{\"VaultARN\":\"" + vaultArn
                                + "\",\"InventoryDate\":\"2017-08-23T01:56:27Z\",\"ArchiveList\":["
                        : "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
        this.tail = ascii(json ? "]}" : "");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The rows without the comma after the last one. */
    private long rowBytes() {
        return count * row.length - (json && count > 0 ? 1 : 0);
    }

    @Override
    public long size() {
        return head.length + rowBytes() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        byte[] buffer = new byte[MAX_ROWS * row.length];
        long rowsEnd = head.length + rowBytes();
        write(out, head, start, Math.min(end, head.length));
        long at = Math.max(start, head.length);
        while (at < Math.min(end, rowsEnd)) {
            long first = (at - head.length) / row.length;
            int skip = (int) ((at - head.length) % row.length);
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
            int at = i * row.length;
            System.arraycopy(row, 0, buffer, at, row.length);
            spread(buffer, at + idAt, ID_LENGTH, ALPHABET, first + i);
            spread(buffer, at + hashAt, HASH_LENGTH, DIGITS, first + i);
            long number = first + i;
            for (int digit = NUMBER_LENGTH - 1; digit >= 0; digit--) {
                buffer[at + numberAt + digit] = (byte) ('0' + number % 10);
                number /= 10;
            }
        }
        return rows * row.length;
    }

    /** Fills with pseudo-random characters that depend on {@code index} alone. */
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
