package io.github.glacierjob.checksum;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * Computes the tree hash of a growing prefix. It keeps the roots of the prefix's complete subtrees, one root for each bit
 * set in the number of leaves, so that the state of a 40 TB archive is at most 26 digests. Not thread-safe.
 *
 * <p>Rule: Amazon S3 Glacier Developer Guide, "Computing Checksums".
 */
public final class SubtreeRoots {

    /** The roots from the largest subtree, at the bottom of the stack, to the smallest. */
    private final Deque<byte[]> roots = new ArrayDeque<>();

    private long leaves;

    /** Creates an empty prefix. */
    public SubtreeRoots() {}

    /**
     * Continues a prefix from the state that {@link #roots()} returned.
     *
     * @param leaves how many 1 MiB leaves the prefix has, 0 or more
     * @param roots  its subtree roots from the largest to the smallest, in hexadecimal
     * @throws IllegalArgumentException if the number of roots does not fit the number of leaves, or one is not a digest
     */
    public SubtreeRoots(long leaves, List<String> roots) {
        if (leaves < 0 || Long.bitCount(leaves) != roots.size()) {
            throw new IllegalArgumentException(leaves + " leaves cannot have " + roots.size() + " subtree roots");
        }
        this.leaves = leaves;
        roots.forEach(root -> this.roots.push(digestOf(root)));
    }

    private static byte[] digestOf(String hex) {
        byte[] digest = HexFormat.of().parseHex(hex);
        if (digest.length != Sha256.LENGTH) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 hexadecimal digits, not " + hex.length());
        }
        return digest;
    }

    /**
     * Computes the tree hash of data that was hashed in pieces, such as the chunks of an output.
     *
     * @param hashes the tree hashes of all pieces in their order, in hexadecimal. Each piece is the same power of two of
     *               MiB long; only the last may be shorter
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if one is not a digest
     * @throws IllegalStateException    if there is no hash
     */
    public static String treeHashOf(Iterable<String> hashes) {
        SubtreeRoots nodes = new SubtreeRoots();
        hashes.forEach(hash -> nodes.append(digestOf(hash), 1));
        return nodes.treeHash();
    }

    /**
     * Adds the leaves that follow the prefix. A leaf that is shorter than 1 MiB must be the very last one.
     *
     * @param more the next leaves
     * @return this
     */
    public SubtreeRoots append(LeafHashes more) {
        for (int i = 0; i < more.count(); i++) {
            append(more.leaf(i), 1);
        }
        return this;
    }

    /**
     * Adds the subtrees that follow the prefix, as {@link #append(LeafHashes)} with their leaves would.
     *
     * @param more the subtrees that follow; unchanged
     * @return this
     * @throws IllegalArgumentException if one of its subtrees is not a subtree of the whole, because it begins at the wrong leaf
     */
    public SubtreeRoots append(SubtreeRoots more) {
        long left = more.leaves;
        Iterator<byte[]> largestFirst = more.roots.descendingIterator();
        while (left > 0) {
            long size = Long.highestOneBit(left);
            if (leaves % size != 0) {
                throw new IllegalArgumentException("No subtree of " + size + " leaves begins at leaf " + leaves);
            }
            append(largestFirst.next(), size);
            left -= size;
        }
        return this;
    }

    private void append(byte[] root, long size) {
        byte[] node = root;
        for (long bits = leaves / size; (bits & 1) == 1; bits >>= 1) {
            node = Sha256.parent(roots.pop(), node);
        }
        roots.push(node);
        leaves += size;
    }

    /**
     * The number of leaves of the prefix.
     *
     * @return 0 or more
     */
    public long leaves() {
        return leaves;
    }

    /**
     * The state of the prefix, to be stored.
     *
     * @return the subtree roots from the largest to the smallest, in hexadecimal
     */
    public List<String> roots() {
        List<String> hex = new ArrayList<>(roots.size());
        roots.descendingIterator()
                .forEachRemaining(root -> hex.add(HexFormat.of().formatHex(root)));
        return List.copyOf(hex);
    }

    /**
     * The tree hash of the prefix as if it were the whole.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalStateException if there is no leaf yet
     */
    public String treeHash() {
        if (leaves == 0) {
            throw new IllegalStateException("There is no leaf yet");
        }
        Iterator<byte[]> smallestFirst = roots.iterator();
        byte[] node = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            node = Sha256.parent(smallestFirst.next(), node);
        }
        return HexFormat.of().formatHex(node);
    }
}
