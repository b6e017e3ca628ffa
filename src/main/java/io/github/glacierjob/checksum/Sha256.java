package io.github.glacierjob.checksum;

import java.security.MessageDigest;

/** Computes SHA-256, the digest of Glacier's hash tree, of data and of two nodes (their parent). */
final class Sha256 {

    /** Bytes in a digest. */
    static final int LENGTH = 32;

    private Sha256() {}

    static MessageDigest digest() {
        return DigestAlgorithm.SHA_256.hash();
    }

    static byte[] parent(byte[] left, byte[] right) {
        MessageDigest digest = digest();
        digest.update(left);
        return digest.digest(right);
    }
}
