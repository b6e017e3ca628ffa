package io.github.glacierjob.checksum;

/**
 * Decides whether a byte range is aligned to the hash tree. Only for aligned ranges the service sends a checksum. Pure
 * functions.
 *
 * <p>Rule: Amazon S3 Glacier Developer Guide, "Receiving Checksums When Downloading Data"; the sentence there that
 * defines a tree-hash aligned range governs, not the formula below it, which misses ranges that end with the data.
 */
public final class Alignment {

    private static final long LEAF = LeafHasher.LEAF_SIZE;

    private Alignment() {}

    /**
     * Whether the range is a node of the data's hash tree, so that its own tree hash can be compared.
     *
     * @param start offset of the first byte
     * @param end   offset of the last byte, within the data
     * @param size  bytes in the data
     * @return true if it is aligned
     */
    public static boolean isTreeHashAligned(long start, long end, long size) {
        boolean toTheEnd = end == size - 1;
        if (start % LEAF != 0 || !toTheEnd && (end + 1) % LEAF != 0) {
            return false;
        }
        long first = start / LEAF;
        long leaves = (end - start) / LEAF + 1;
        long node = leaves == 1 ? 1 : Long.highestOneBit(leaves - 1) << 1;
        return first % node == 0 && (leaves == node || toTheEnd);
    }
}
