package io.github.glacierjob.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Compares the tree hash with a tree that is computed level by level. */
class TreeHashPropertiesTest {

    private static final int MIB = 1 << 20;

    @Property
    void aPrefixThatIsStoredAndContinuedAnywhereHasTheSameHash(
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @Size(max = 8) List<@IntRange(max = 300) Integer> cuts) {
        List<byte[]> leaves = SlowTree.leaves(count);
        SubtreeRoots roots = new SubtreeRoots();
        int done = 0;
        for (int cut : cuts.stream().sorted().toList()) {
            int to = Math.min(cut, count);
            if (to > done) {
                roots.append(SlowTree.asLeaves(leaves.subList(done, to)));
                roots = new SubtreeRoots(roots.leaves(), roots.roots());
                done = to;
            }
        }
        if (done < count) {
            roots.append(SlowTree.asLeaves(leaves.subList(done, count)));
        }

        assertThat(roots.treeHash()).isEqualTo(SlowTree.root(leaves));
    }

    @Property
    void rangesOfAnyPowerOfTwoCombineToTheHashOfTheWhole(
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(max = 6) int power) {
        List<byte[]> leaves = SlowTree.leaves(count);
        SubtreeRoots whole = new SubtreeRoots();
        for (int from = 0; from < count; from += 1 << power) {
            List<byte[]> range = leaves.subList(from, Math.min(from + (1 << power), count));
            whole.append(new SubtreeRoots().append(SlowTree.asLeaves(range)));
        }

        assertThat(whole.treeHash()).isEqualTo(SlowTree.root(leaves));
    }

    @Property(tries = 20)
    void piecesOfAnySizeHaveTheLeavesOfTheWhole(
            @ForAll @IntRange(max = 3 * MIB) int size,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = MIB + 1) Integer> pieces) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        LeafHasher hasher = new LeafHasher();
        int at = 0;
        for (int i = 0; at < size; i++) {
            int piece = Math.min(pieces.get(i % pieces.size()) + i, size - at);
            hasher.update(bytes, at, piece);
            at += piece;
        }
        List<byte[]> leaves = new ArrayList<>();
        for (int start = 0; start < size || start == 0; start += MIB) {
            leaves.add(SlowTree.sha256(Arrays.copyOfRange(bytes, start, Math.min(start + MIB, size))));
        }

        assertThat(hasher.finish().treeHash()).isEqualTo(SlowTree.root(leaves));
    }

    @Property
    void aRangeIsAlignedExactlyWhenItsRootIsANodeOfTheTree(
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(max = 299) int first,
            @ForAll @IntRange(max = 299) int last,
            @ForAll @IntRange(max = MIB - 1) int missing) {
        int from = Math.min(first, last) % count;
        int to = Math.min(Math.max(first, last), count - 1);
        List<byte[]> leaves = SlowTree.leaves(count);
        boolean node = SlowTree.nodes(leaves).contains(SlowTree.root(leaves.subList(from, to + 1)));
        long size = (long) count * MIB - missing;
        long end = Math.min((to + 1L) * MIB, size) - 1;

        assertThat(Alignment.isTreeHashAligned((long) from * MIB, end, size)).isEqualTo(node);
    }
}
