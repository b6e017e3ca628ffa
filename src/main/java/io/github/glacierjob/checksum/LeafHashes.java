package io.github.glacierjob.checksum;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 digests of consecutive 1 MiB leaves, the last of which may be shorter. Immutable and thread-safe.
 *
 * <p>Never empty: no data at all is one leaf, the digest of nothing, as AWS's own samples compute it.
 */
public final class LeafHashes {

    private final byte[] digests;

    LeafHashes(byte[] digests) {
        this.digests = digests;
    }

    /**
     * How many leaves there are.
     *
     * @return at least 1
     */
    public int count() {
        return digests.length / Sha256.LENGTH;
    }

    /**
     * The tree hash of the data these leaves were made from.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String treeHash() {
        return new SubtreeRoots().append(this).treeHash();
    }

    byte[] leaf(int index) {
        return Arrays.copyOfRange(digests, index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
    }

    @Override
    public String toString() {
        return count() + " leaves " + HexFormat.of().formatHex(digests, 0, 4) + "...";
    }
}
