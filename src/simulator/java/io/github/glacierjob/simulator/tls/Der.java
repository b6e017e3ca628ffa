package io.github.glacierjob.simulator.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the distinguished encoding of ASN.1, as far as a certificate needs it. */
final class Der {
    private static final int LONG_FORM = 0x80;
    private static final int CONSTRUCTED = 0xA0;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    /** Writes a value with this tag. */
    static byte[] value(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        byte[] length = BigInteger.valueOf(content.length).toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            int zero = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | length.length - zero);
            out.write(length, zero, length.length - zero);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return value(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, parts);
    }

    /** Writes a value inside an explicit, context-specific tag. */
    static byte[] explicit(int tag, byte[] value) {
        return value(CONSTRUCTED | tag, value);
    }

    /** Writes a content with an implicit, context-specific tag. */
    static byte[] implicit(int tag, byte[] content) {
        return value(LONG_FORM | tag, content);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xFF});
    }

    static byte[] text(String text) {
        return value(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** Writes a bit string of whole bytes, with some unused bits at the end. */
    static byte[] bits(byte[] content, int unused) {
        return value(0x03, new byte[] {(byte) unused}, content);
    }

    /** Writes a time; years from 1950 to 2049 have two digits. */
    static byte[] time(Instant time) {
        String text = TIME.format(time);
        boolean isShort = text.compareTo("2050") < 0;
        return value(isShort ? 0x17 : 0x18, text.substring(isShort ? 2 : 0).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes an object identifier, given in dotted form. */
    static byte[] identifier(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >> shift != 0) {
                    out.write(LONG_FORM | arc >> shift & 0x7F);
                }
            }
            out.write(arc & 0x7F);
        }
        return value(0x06, out.toByteArray());
    }
}
