package io.github.glacierjob.internal.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.checksum.Alignment;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangePlanTest {

    private static final long MIB = 1 << 20;

    private static RangePlan whole(long size, long chunkSize) {
        return new RangePlan(new ByteRange(0, size - 1), chunkSize);
    }

    private static List<ByteRange> ranges(RangePlan plan, long from) {
        List<ByteRange> ranges = new ArrayList<>();
        for (long at = from;
                at <= plan.whole().end();
                at = ranges.get(ranges.size() - 1).end() + 1) {
            ranges.add(plan.from(at));
        }
        return ranges;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1048575, 1, 1048575",
        "1048576, 1, 1048576",
        "1048577, 2, 1",
        "8388608, 8, 1048576",
        "8388609, 9, 1",
        "9437183, 9, 1048575"
    })
    void anOutputIsDividedIntoChunks(long size, int count, long lastLength) {
        RangePlan plan = whole(size, MIB);

        List<ByteRange> ranges = ranges(plan, 0);

        assertThat(plan.count()).isEqualTo(count);
        assertThat(ranges).hasSize(count);
        assertThat(ranges.get(count - 1).length()).isEqualTo(lastLength);
        for (int i = 0; i < count; i++) {
            assertThat(ranges.get(i).start()).isEqualTo(i * MIB);
            assertThat(plan.indexOf(ranges.get(i).start())).isEqualTo(i);
            assertThat(plan.isLast(ranges.get(i))).isEqualTo(i == count - 1);
        }
    }

    @Test
    void anEmptyOutputHasOneEmptyRange() {
        RangePlan plan = whole(0, MIB);

        assertThat(plan.count()).isEqualTo(1);
        assertThat(plan.from(0).length()).isZero();
        assertThat(plan.isLast(plan.from(0))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "5, 5, 1", "100, 2097151, 2", "100, 2097152, 3", "3145727, 3145728, 2"})
    void aPartIsDividedAtTheChunksOfTheOutput(long start, long end, int count) {
        RangePlan plan = new RangePlan(new ByteRange(start, end), MIB);

        List<ByteRange> ranges = ranges(plan, start);

        assertThat(plan.count()).isEqualTo(count);
        assertThat(ranges).hasSize(count);
        assertThat(ranges.get(0).start()).isEqualTo(start);
        assertThat(ranges.get(count - 1).end()).isEqualTo(end);
        assertThat(ranges.subList(1, count)).allMatch(range -> range.start() % MIB == 0);
        assertThat(plan.indexOf(start)).isZero();
    }

    /** The progress is at a multiple of the old chunk size; the service has hashes only for nodes of the tree. */
    @Test
    void afterAChangeOfTheChunkSizeEveryRangeIsAligned() {
        for (long size = 1; size <= 40 * MIB; size += 7 * MIB / 4) {
            for (long position = 0; position < size; position += MIB) {
                List<ByteRange> ranges = ranges(whole(size, 8 * MIB), position);
                assertThat(ranges.get(0).start()).isEqualTo(position);
                assertThat(ranges.get(ranges.size() - 1).end()).isEqualTo(size - 1);
                for (ByteRange range : ranges) {
                    assertThat(Alignment.isTreeHashAligned(range.start(), range.end(), size))
                            .as("%s of %d from %d", range, size, position)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void afterAChangeOfTheChunkSizeOnlyTheFinalRangeIsLast() {
        RangePlan plan = whole(8 * MIB, 8 * MIB);

        assertThat(ranges(plan, 5 * MIB))
                .containsExactly(new ByteRange(5 * MIB, 6 * MIB - 1), new ByteRange(6 * MIB, 8 * MIB - 1));
        assertThat(plan.isLast(plan.from(5 * MIB))).isFalse();
        assertThat(plan.isLast(plan.from(6 * MIB))).isTrue();
    }

    @Test
    void fortyTerabytesCanBeDividedIntoMegabytes() {
        RangePlan plan = whole(40L << 40, MIB);

        assertThat(plan.count()).isEqualTo(40 << 20);
        assertThat(plan.indexOf((40L << 40) - 1)).isEqualTo((40 << 20) - 1);
    }

    @Test
    void moreChunksThanANumberCanCountAreRefused() {
        assertThatThrownBy(() -> whole(Long.MAX_VALUE, MIB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chunkSize");
    }
}
