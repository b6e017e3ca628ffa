package io.github.glacierjob.checksum;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/**
 * Hashes a sequence of bytes leaf by leaf. Not thread-safe.
 *
 * <p>The first byte must be at a multiple of 1 MiB in the data whose tree the leaves belong to.
 */
public final class LeafHasher {

    /** Bytes in a leaf of the tree: 1 MiB, fixed by Glacier. */
    public static final int LEAF_SIZE = 1 << 20;

    private final MessageDigest digest = Sha256.digest();
    private final ByteArrayOutputStream done = new ByteArrayOutputStream(Sha256.LENGTH * 8);
    private int inLeaf;

    /**
     * Takes the next bytes.
     *
     * @param bytes  where they are; not kept
     * @param offset index of the first
     * @param length how many, 0 or more
     */
    public void update(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int step = Math.min(left, LEAF_SIZE - inLeaf);
            digest.update(bytes, from, step);
            from += step;
            left -= step;
            inLeaf += step;
            if (inLeaf == LEAF_SIZE) {
                closeLeaf();
            }
        }
    }

    /**
     * Completes the last leaf and returns all leaves. The hasher is empty again afterwards.
     *
     * @return the leaves of everything since the start or the last call
     */
    public LeafHashes finish() {
        if (inLeaf > 0 || done.size() == 0) {
            closeLeaf();
        }
        LeafHashes leaves = new LeafHashes(done.toByteArray());
        done.reset();
        return leaves;
    }

    /** Forgets everything since the start or the last {@link #finish()}. */
    public void reset() {
        digest.reset();
        done.reset();
        inLeaf = 0;
    }

    private void closeLeaf() {
        done.writeBytes(digest.digest());
        inLeaf = 0;
    }
}
