package io.github.glacierjob.inventory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules for any bytes that are read as an inventory; a target of the fuzzer. Bytes that do not begin like JSON or
 * CSV are used as lines of a CSV.
 */
public final class InventoryFuzz {

    private InventoryFuzz() {}

    /** Reads any document. */
    public static void fuzzerTestOneInput(byte[] input) {
        String start = new String(input, StandardCharsets.ISO_8859_1);
        check(start.startsWith("{") || start.startsWith("Archive") ? input : withHeader(input));
    }

    private static byte[] withHeader(byte[] lines) {
        byte[] header = InventoryPrinter.HEADER.getBytes(StandardCharsets.US_ASCII);
        byte[] document = new byte[header.length + lines.length];
        System.arraycopy(header, 0, document, 0, header.length);
        System.arraycopy(lines, 0, document, header.length, lines.length);
        return document;
    }

    private static void check(byte[] document) {
        List<InventoryArchive> archives = new ArrayList<>();
        InventoryPosition middle = InventoryPosition.START;
        InventoryReader reader = reader(document, InventoryPosition.START);
        boolean whole = true;
        while (whole && reader.hasNext()) {
            whole = add(reader, archives);
            middle = archives.size() == 1 ? reader.position() : middle;
        }
        whole &= reader.position().bad() == 0;
        if (reader.position().archives() - reader.position().bad() != archives.size()
                || reader.position().offset() > document.length
                || archives.size() * 100L > document.length) {
            throw new IllegalStateException(archives.size() + " archives up to " + reader.position());
        }
        checkRest(document, middle, archives);
        if (whole) {
            checkPrinted(archives);
        }
    }

    private static InventoryReader reader(byte[] document, InventoryPosition from) {
        int offset = (int) from.offset();
        return new InventoryReader(new ByteArrayInputStream(document, offset, document.length - offset), from);
    }

    /** Only the documented exceptions may be thrown; after a bad entry, reading continues. */
    private static boolean add(InventoryReader reader, List<InventoryArchive> archives) {
        try {
            archives.add(reader.next());
            return true;
        } catch (BadArchiveException e) {
            return true;
        } catch (MalformedInventoryException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("no stream failed here", e);
        }
    }

    /** A reader that continues after the first archive must read the same as one that reads everything. */
    private static void checkRest(byte[] document, InventoryPosition from, List<InventoryArchive> archives) {
        List<InventoryArchive> rest = new ArrayList<>(archives.subList(0, (int) (from.archives() - from.bad())));
        InventoryReader reader = reader(document, from);
        boolean more = true;
        while (more && reader.hasNext()) {
            more = add(reader, rest);
        }
        if (!rest.equals(archives)) {
            throw new IllegalStateException("from " + from + ": " + rest + ", at once: " + archives);
        }
    }

    private static void checkPrinted(List<InventoryArchive> archives) {
        List<InventoryArchive> printable =
                archives.stream().filter(InventoryFuzz::isUtf8).toList();
        List<InventoryArchive> oneLiners = printable.stream()
                .filter(archive -> archive.description().indexOf('\n') < 0)
                .toList();
        try {
            if (!InventoryPrinter.read(InventoryPrinter.json(printable)).equals(printable)
                    || !InventoryPrinter.read(InventoryPrinter.csv(oneLiners)).equals(oneLiners)) {
                throw new IllegalStateException("printed and read again: not " + printable);
            }
        } catch (IOException e) {
            throw new IllegalStateException("printed and not read again: " + printable, e);
        }
    }

    private static boolean isUtf8(InventoryArchive archive) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(archive.description());
    }
}
