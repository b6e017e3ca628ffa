package io.github.glacierjob.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes SHA-256, the digest of Glacier's hash tree, of data and of two nodes (their parent). */
final class Sha256 {

    /** Bytes in a digest. */
    static final int LENGTH = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static byte[] parent(byte[] left, byte[] right) {
        MessageDigest digest = digest();
        digest.update(left);
        return digest.digest(right);
    }
}
