package io.github.glacierjob.internal.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.Alignment;
import io.github.glacierjob.internal.text.ByteRange;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Tests the ranges of any output, by reading all of them. */
class RangePlanPropertiesTest {

    private static final long MIB = 1 << 20;
    private static final long LARGEST = 40L << 40;

    @Property
    void theRangesOfAnOutputAreContiguousAndAligned(
            @ForAll @LongRange(min = 1, max = 300 * MIB) long size, @ForAll @IntRange(max = 10) int power) {
        long chunk = MIB << power;
        RangePlan plan = new RangePlan(new ByteRange(0, size - 1), chunk);
        long at = 0;
        int index = 0;
        while (at < size) {
            ByteRange range = plan.from(at);
            assertThat(range.start()).isEqualTo(index * chunk);
            assertThat(range.length()).isBetween(1L, chunk);
            assertThat(plan.indexOf(at)).isEqualTo(index);
            assertThat(plan.isLast(range)).isEqualTo(range.end() == size - 1);
            assertThat(Alignment.isTreeHashAligned(range.start(), range.end(), size))
                    .isTrue();
            at = range.end() + 1;
            index++;
        }
        assertThat(at).isEqualTo(size);
        assertThat(plan.count()).isEqualTo(index);
    }

    /** As after a change of the chunk size. */
    @Property
    void anOutputContinuesAtAnyMebibyteInAlignedRanges(
            @ForAll @LongRange(min = 1, max = LARGEST) long size,
            @ForAll @LongRange(max = 40 << 20) long leaf,
            @ForAll @IntRange(max = 10) int power) {
        long chunk = MIB << power;
        RangePlan plan = new RangePlan(new ByteRange(0, size - 1), Math.max(chunk, 64 * MIB));
        long at = Math.min(leaf, (size - 1) / MIB) * MIB;
        for (int steps = 0; steps < 100 && at < size; steps++) {
            ByteRange range = plan.from(at);
            assertThat(range.start()).isEqualTo(at);
            assertThat(range.end()).isBetween(at, Math.min(at + plan.chunkSize(), size) - 1);
            assertThat(range.start() / plan.chunkSize()).isEqualTo(range.end() / plan.chunkSize());
            assertThat(Alignment.isTreeHashAligned(range.start(), range.end(), size))
                    .isTrue();
            at = range.end() + 1;
        }
    }

    @Property
    void theRangesOfAnyPartCoverItWithoutAGap(
            @ForAll @LongRange(max = LARGEST) long start,
            @ForAll @LongRange(min = 1, max = 200 * MIB) long length,
            @ForAll @IntRange(max = 8) int power) {
        long chunk = MIB << power;
        RangePlan plan = new RangePlan(new ByteRange(start, start + length - 1), chunk);
        long at = start;
        int count = 0;
        while (at < start + length) {
            ByteRange range = plan.from(at);
            assertThat(range.start()).isEqualTo(at);
            assertThat(plan.indexOf(at)).isEqualTo(count);
            assertThat(range.start() / chunk).isEqualTo(range.end() / chunk);
            assertThat(plan.isLast(range)).isEqualTo(range.end() == start + length - 1);
            at = range.end() + 1;
            count++;
        }
        assertThat(at).isEqualTo(start + length);
        assertThat(plan.count()).isEqualTo(count);
    }
}
