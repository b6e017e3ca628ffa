package io.github.glacierjob.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {

    private static final long MIB = 1 << 20;

    /** The definition: a range is aligned if its root is a node of the whole tree. */
    @Test
    void aRangeIsAlignedExactlyWhenItsOwnRootIsANodeOfTheTree() {
        for (int count = 1; count <= 40; count++) {
            List<byte[]> leaves = SlowTree.leaves(count);
            Set<String> nodes = SlowTree.nodes(leaves);
            for (int from = 0; from < count; from++) {
                for (int to = from + 1; to <= count; to++) {
                    boolean node = nodes.contains(SlowTree.root(leaves.subList(from, to)));
                    assertAligned(count * MIB, from * MIB, to * MIB - 1, node);
                    assertAligned(count * MIB - 5, from * MIB, Math.min(to * MIB, count * MIB - 5) - 1, node);
                }
            }
        }
    }

    private static void assertAligned(long size, long start, long end, boolean expected) {
        assertThat(Alignment.isTreeHashAligned(start, end, size))
                .as("%d-%d of %d", start, end, size)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, true",
        "0, 0, 2, false",
        "0, 1023, 1048576, false",
        "1, 1048575, 1048576, false",
        "0, 1048575, 1048576, true",
        "1048576, 1048576, 1048577, true",
        "0, 43980465111039, 43980465111040, true",
        "35184372088832, 43980465111039, 43980465111040, true",
        "8796093022208, 43980465111039, 43980465111040, false"
    })
    void theLastByteOfARangeDecidesItsAlignment(long start, long end, long size, boolean aligned) {
        assertAligned(size, start, end, aligned);
    }
}
