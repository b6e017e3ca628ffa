package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.text.Joiners;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Calculates the key of a name: 64 bits of the SHA-256 of the folded name. Names that some file system regards as equal
 * have the same key.
 */
final class NameKey {

    private NameKey() {}

    static long of(String name) {
        return ByteBuffer.wrap(sha256(folded(name))).getLong();
    }

    /** The name in Unicode form NFC, without differences between upper and lower case. */
    static String folded(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int[] characters = Joiners.without(lower)
                .codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .toArray();
        return Normalizer.normalize(new String(characters, 0, characters.length), Normalizer.Form.NFC);
    }

    /** The hexadecimal digits of the SHA-256 of an id. */
    static String tag(String archiveId) {
        return HexFormat.of().formatHex(sha256(archiveId));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
