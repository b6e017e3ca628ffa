package io.github.glacierjob.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** The digest algorithms that destinations use for stored data. */
public enum DigestAlgorithm {
    MD5("MD5", 16),
    SHA_256("SHA-256", 32),
    /** The 32-bit CRC by Castagnoli. */
    CRC32C("CRC32C", 4),
    /** The 64-bit CRC that S3 has for whole objects. */
    CRC64NVME("CRC64NVME", 8);

    private final String text;
    private final int length;

    DigestAlgorithm(String text, int length) {
        this.text = text;
        this.length = length;
    }

    /**
     * The number of bytes of a value.
     *
     * @return 4 to 32
     */
    public int length() {
        return length;
    }

    /**
     * Whether the digest of the whole can be computed from the digests of its parts, in their order.
     *
     * @return true for CRCs
     */
    public boolean isCombinable() {
        return this == CRC32C || this == CRC64NVME;
    }

    /** A new hash of an algorithm that is not combinable. */
    MessageDigest hash() {
        try {
            return MessageDigest.getInstance(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + text, e);
        }
    }

    /**
     * Its name in the ledger, in receipts and in messages.
     *
     * @return lower-case letters and digits, such as {@code sha256}
     */
    public String word() {
        return text.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Its name in options.
     *
     * @return the name
     */
    @Override
    public String toString() {
        return text;
    }
}
