package io.github.glacierjob.checksum;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The SHA-256 digests of consecutive 1 MiB leaves, the last of which may be shorter. Immutable and thread-safe.
 *
 * <p>Never empty: without data there is one leaf, the digest of no bytes, as AWS's own samples compute it.
 */
public final class LeafHashes {

    private final byte[] digests;

    LeafHashes(byte[] digests) {
        this.digests = digests;
    }

    /**
     * The number of leaves.
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
        byte[][] nodes = IntStream.range(0, count()).mapToObj(this::leaf).toArray(byte[][]::new);
        for (int width = 1; width < nodes.length; width *= 2) {
            for (int left = 0; left + width < nodes.length; left += 2 * width) {
                nodes[left] = Sha256.parent(nodes[left], nodes[left + width]);
            }
        }
        return HexFormat.of().formatHex(nodes[0]);
    }

    /**
     * A sequence of these leaves without a gap.
     *
     * @param first index of the first, 0 or more
     * @param count how many, 1 or more
     * @return these leaves
     * @throws IllegalArgumentException if the leaves do not exist
     */
    public LeafHashes part(int first, int count) {
        if (first < 0 || count < 1 || count > count() - first) {
            throw new IllegalArgumentException(count + " leaves from leaf " + first + " on are not among " + count());
        }
        return new LeafHashes(Arrays.copyOfRange(digests, first * Sha256.LENGTH, (first + count) * Sha256.LENGTH));
    }

    byte[] leaf(int index) {
        return Arrays.copyOfRange(digests, index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
    }

    @Override
    public String toString() {
        return count() + " leaves " + HexFormat.of().formatHex(digests, 0, 4) + "...";
    }
}
