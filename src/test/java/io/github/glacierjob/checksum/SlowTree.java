package io.github.glacierjob.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Computes the hash tree level by level, as the Developer Guide draws it. It is slow and simple, and uses no code of
 * the component.
 */
final class SlowTree {

    private SlowTree() {}

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves with different digests, without the data behind them. */
    static List<byte[]> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> sha256(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList();
    }

    static LeafHashes asLeaves(List<byte[]> digests) {
        byte[] all = new byte[digests.size() * 32];
        for (int i = 0; i < digests.size(); i++) {
            System.arraycopy(digests.get(i), 0, all, i * 32, 32);
        }
        return new LeafHashes(all);
    }

    static String root(List<byte[]> leaves) {
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            level = above(level);
        }
        return HexFormat.of().formatHex(level.get(0));
    }

    /** All nodes of the tree. */
    static Set<String> nodes(List<byte[]> leaves) {
        Set<String> nodes = new HashSet<>();
        List<byte[]> level = leaves;
        while (true) {
            level.forEach(node -> nodes.add(HexFormat.of().formatHex(node)));
            if (level.size() == 1) {
                return nodes;
            }
            level = above(level);
        }
    }

    private static List<byte[]> above(List<byte[]> level) {
        List<byte[]> next = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            next.add(i + 1 < level.size() ? sha256(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return next;
    }
}
