package io.github.glacierjob.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubtreeRootsTest {

    private static final String DIGEST = "9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360";

    static IntStream counts() {
        return IntStream.concat(IntStream.rangeClosed(1, 130), IntStream.of(255, 256, 257, 511, 1000, 1024));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void anyNumberOfLeavesGivesTheRootOfATreeBuiltLevelByLevel(int count) {
        List<byte[]> leaves = SlowTree.leaves(count);

        SubtreeRoots roots = new SubtreeRoots().append(SlowTree.asLeaves(leaves));

        assertThat(roots.treeHash()).isEqualTo(SlowTree.root(leaves));
        assertThat(SlowTree.asLeaves(leaves).treeHash()).isEqualTo(SlowTree.root(leaves));
        assertThat(roots.leaves()).isEqualTo(count);
    }

    @ParameterizedTest
    @MethodSource("counts")
    void theStateAfterAnyNumberOfLeavesIsReadAsItWasWritten(int count) {
        SubtreeRoots before = new SubtreeRoots().append(SlowTree.asLeaves(SlowTree.leaves(count)));

        SubtreeRoots after = new SubtreeRoots(before.leaves(), before.roots());

        assertThat(before.roots()).hasSize(Integer.bitCount(count));
        assertThat(after.roots()).isEqualTo(before.roots());
        assertThat(after.treeHash()).isEqualTo(before.treeHash());
    }

    @Test
    void aPrefixThatIsContinuedAtAnyPointGivesTheSameHash() {
        for (int count = 1; count <= 40; count++) {
            List<byte[]> leaves = SlowTree.leaves(count);
            for (int point = 1; point < count; point++) {
                SubtreeRoots prefix = new SubtreeRoots().append(SlowTree.asLeaves(leaves.subList(0, point)));
                SubtreeRoots resumed = new SubtreeRoots(prefix.leaves(), prefix.roots())
                        .append(SlowTree.asLeaves(leaves.subList(point, count)));
                assertThat(resumed.treeHash())
                        .as("%d leaves, taken up after %d", count, point)
                        .isEqualTo(SlowTree.root(leaves));
            }
        }
    }

    @Test
    void equalPartsCombineToTheHashOfTheWhole() {
        for (int count = 1; count <= 70; count++) {
            List<byte[]> leaves = SlowTree.leaves(count);
            for (int grid = 1; grid <= 64; grid *= 2) {
                SubtreeRoots whole = new SubtreeRoots();
                List<String> hashes = new ArrayList<>();
                for (int start = 0; start < count; start += grid) {
                    List<byte[]> part = leaves.subList(start, Math.min(start + grid, count));
                    whole.append(new SubtreeRoots().append(SlowTree.asLeaves(part)));
                    hashes.add(SlowTree.root(part));
                }
                assertThat(SubtreeRoots.treeHashOf(hashes)).isEqualTo(SlowTree.root(leaves));
                assertThat(whole.treeHash())
                        .as("%d leaves in parts of %d", count, grid)
                        .isEqualTo(SlowTree.root(leaves));
                assertThat(whole.leaves()).isEqualTo(count);
            }
        }
    }

    @Test
    void aPartThatIsNotASubtreeOfTheWholeIsRefused() {
        SubtreeRoots three = new SubtreeRoots().append(SlowTree.asLeaves(SlowTree.leaves(3)));
        SubtreeRoots two = new SubtreeRoots().append(SlowTree.asLeaves(SlowTree.leaves(2)));

        assertThatThrownBy(() -> three.append(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No subtree of 2 leaves begins at leaf 3");
    }

    @Test
    void askingForTheHashDoesNotChangeThePrefix() {
        SubtreeRoots roots = new SubtreeRoots().append(SlowTree.asLeaves(SlowTree.leaves(7)));
        List<String> before = roots.roots();

        roots.treeHash();

        assertThat(roots.roots()).isEqualTo(before);
    }

    @Test
    void theStateOfManyTerabytesIsSmallAndCanBeContinued() {
        SubtreeRoots roots = new SubtreeRoots((1L << 25) - 1, Collections.nCopies(25, DIGEST));

        roots.append(SlowTree.asLeaves(SlowTree.leaves(1)));

        assertThat(roots.leaves()).isEqualTo(1L << 25);
        assertThat(roots.roots()).hasSize(1);
    }

    @Test
    void aNumberOfRootsThatDoesNotFitTheLeavesIsRefused() {
        assertThatThrownBy(() -> new SubtreeRoots(3, List.of(DIGEST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 leaves")
                .hasMessageContaining("1 subtree roots");
        assertThatThrownBy(() -> new SubtreeRoots(0, List.of(DIGEST))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SubtreeRoots(-1, Collections.nCopies(64, DIGEST)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRootThatIsNotADigestIsRefused() {
        assertThatThrownBy(() -> new SubtreeRoots(1, List.of(DIGEST.substring(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> new SubtreeRoots(1, List.of("x" + DIGEST.substring(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrefixWithoutALeafHasNoHash() {
        assertThatThrownBy(() -> new SubtreeRoots().treeHash()).isInstanceOf(IllegalStateException.class);
    }
}
