package io.github.glacierjob.simulator.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    private static final long MIB = 1 << 20;

    /**
     * The ranges that are nodes of a tree over {@code count} leaves, built level by level as the service defines it.
     */
    private static Set<List<Long>> nodes(long count) {
        Set<List<Long>> all = new HashSet<>();
        List<List<Long>> level = new ArrayList<>();
        for (long leaf = 0; leaf < count; leaf++) {
            level.add(List.of(leaf, leaf + 1));
        }
        while (level.size() > 1) {
            all.addAll(level);
            List<List<Long>> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                List<Long> last = level.get(Math.min(i + 1, level.size() - 1));
                above.add(List.of(level.get(i).get(0), last.get(1)));
            }
            level = above;
        }
        all.addAll(level);
        return all;
    }

    @Test
    void aRangeIsAlignedExactlyWhenItIsANodeOfTheTree() {
        for (long count = 1; count <= 40; count++) {
            Set<List<Long>> nodes = nodes(count);
            long size = count * MIB - 5;
            for (long from = 0; from < count; from++) {
                for (long to = from + 1; to <= count; to++) {
                    ByteRange range = new ByteRange(from * MIB, Math.min(to * MIB, size) - 1);
                    assertThat(range.treeHashAligned(size))
                            .as("%d to %d of %d", from, to, count)
                            .isEqualTo(nodes.contains(List.of(from, to)));
                }
            }
        }
    }

    @Test
    void aRangeInsideAMebibyteIsNotAligned() {
        assertThat(new ByteRange(0, 1023).treeHashAligned(MIB)).isFalse();
        assertThat(new ByteRange(1, MIB - 1).treeHashAligned(MIB)).isFalse();
        assertThat(new ByteRange(0, 1023).treeHashAligned(1024)).isTrue();
    }

    @Test
    void onlyTwoOrderedNumbersAreARange() {
        assertThat(ByteRange.parse("3-9")).contains(new ByteRange(3, 9));
        assertThat(ByteRange.parse("9-3")).isEmpty();
        assertThat(ByteRange.parse("3-")).isEmpty();
        assertThat(ByteRange.parse("a-b")).isEmpty();
    }
}
