package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import java.util.List;
import java.util.Optional;

/**
 * A verified range as a line of a journal: the whole's hash is made of its subtree roots, without the bytes. Immutable.
 *
 * @param range where it lies in the output
 * @param roots the subtree roots of its bytes, from the largest to the smallest
 * @param proof what was proved of it
 */
record RecordedRange(ByteRange range, List<String> roots, Proof proof) {

    private static final String KIND = "range";

    static RecordedRange of(VerifiedRange verified) {
        List<String> roots = new SubtreeRoots().append(verified.leaves()).roots();
        return new RecordedRange(verified.range(), roots, verified.proof());
    }

    SubtreeRoots subtrees() {
        long leaves = Math.max(1, (range.length() + LeafHasher.LEAF_SIZE - 1) / LeafHasher.LEAF_SIZE);
        return new SubtreeRoots(leaves, roots);
    }

    String encode() {
        return String.join(
                " ",
                KIND,
                Long.toString(range.start()),
                Long.toString(range.end()),
                proof.name(),
                String.join(",", roots));
    }

    static Optional<RecordedRange> decode(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 5 || !parts[0].equals(KIND)) {
            return Optional.empty();
        }
        try {
            ByteRange range = new ByteRange(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            RecordedRange recorded = new RecordedRange(range, List.of(parts[4].split(",")), Proof.valueOf(parts[3]));
            recorded.subtrees();
            return Optional.of(recorded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
