package io.github.glacierjob.simulator.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes the SHA-256 tree hash: SHA-256 of each MiB, then SHA-256 over pairs of digests; an odd last digest moves up
 * unchanged.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html">Computing checksums</a>
 */
public final class TreeHash {
    /** The bytes of a leaf. */
    public static final int MIB = 1 << 20;

    private TreeHash() {}

    /** Returns the digest of the leaf with this index. */
    interface Leaves {
        byte[] leaf(long index);
    }

    /** Computes the root over the leaves {@code from} (inclusive) to {@code to} (exclusive); at least one leaf. */
    static byte[] root(Leaves leaves, long from, long to) {
        if (to - from == 1) {
            return leaves.leaf(from);
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        return combine(root(leaves, from, middle), root(leaves, middle, to));
    }

    static byte[] combine(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(left);
        return digest.digest(right);
    }

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The digest in lower-case hex. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** A well-formed hash that differs from {@code hash}. */
    public static String spoiled(String hash) {
        char first = hash.charAt(0) == '0' ? '1' : '0';
        return first + hash.substring(1);
    }

    static long leaves(long size) {
        return (size + MIB - 1) / MIB;
    }
}
