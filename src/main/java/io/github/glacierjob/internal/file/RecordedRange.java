package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.range.VerifiedRange;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.SealedLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A verified range as a line of a journal. Its subtree roots are enough to compute the hash of the whole without the
 * bytes. Immutable.
 *
 * @param range its place in the output
 * @param roots the subtree roots of its bytes, from the largest to the smallest
 * @param proof how its bytes were verified
 */
public record RecordedRange(ByteRange range, List<String> roots, Proof proof) {

    private static final String KIND = "range-1";

    /** Splits a verified range into one entry for each cell of the grid. */
    static Stream<RecordedRange> of(VerifiedRange verified, RangePlan plan) {
        ByteRange all = verified.range();
        return plan.rangesFrom(all.start())
                .takeWhile(cell -> cell.end() <= all.end())
                .map(cell -> new RecordedRange(cell, rootsOf(verified, cell), verified.proof()));
    }

    private static List<String> rootsOf(VerifiedRange verified, ByteRange cell) {
        int first = (int) ((cell.start() - verified.range().start()) / LeafHasher.LEAF_SIZE);
        return new SubtreeRoots()
                .append(verified.leaves().part(first, (int) leavesIn(cell)))
                .roots();
    }

    private static long leavesIn(ByteRange range) {
        return Math.max(1, (range.length() + LeafHasher.LEAF_SIZE - 1) / LeafHasher.LEAF_SIZE);
    }

    public SubtreeRoots subtrees() {
        return new SubtreeRoots(leavesIn(range), roots);
    }

    public SealedLine encode() {
        return SealedLine.of(KIND, range.start(), range.end(), proof, String.join(",", roots));
    }

    public static Optional<RecordedRange> decode(SealedLine line) {
        return line.as(KIND, fields -> {
            ByteRange range = new ByteRange(fields.number(0), fields.number(1));
            RecordedRange recorded = new RecordedRange(range, fields.words(3), Proof.valueOf(fields.text(2)));
            recorded.subtrees();
            return recorded;
        });
    }
}
