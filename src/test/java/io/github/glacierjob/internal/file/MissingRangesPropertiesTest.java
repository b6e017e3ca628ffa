package io.github.glacierjob.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.Alignment;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Tests the requests for a file with gaps, with requests of any length. */
class MissingRangesPropertiesTest {

    private static final long MIB = 1 << 20;

    @Property
    void everyMissingChunkIsRequestedOnceInAlignedRanges(
            @ForAll @LongRange(min = 1, max = 900 * MIB) long size,
            @ForAll @IntRange(max = 3) int power,
            @ForAll @IntRange(min = 1, max = 8) int parallelism,
            @ForAll long seed) {
        Random random = new Random(seed);
        RangePlan plan = new RangePlan(new ByteRange(0, size - 1), MIB << power);
        Set<ByteRange> there =
                plan.rangesFrom(0).filter(cell -> random.nextInt(10) == 0).collect(Collectors.toSet());
        MissingRanges missing = new MissingRanges(plan, there::contains, parallelism);

        List<ByteRange> asked = new ArrayList<>();
        for (Optional<ByteRange> next = missing.next(); next.isPresent(); next = missing.next()) {
            ByteRange range = next.get();
            assertThat(Alignment.isTreeHashAligned(range.start(), range.end(), size))
                    .as("%s of %s", range, size)
                    .isTrue();
            plan.rangesFrom(range.start())
                    .takeWhile(cell -> cell.end() <= range.end())
                    .forEach(asked::add);
            missing.learn(range, random.nextDouble());
        }
        assertThat(asked)
                .isEqualTo(
                        plan.rangesFrom(0).filter(cell -> !there.contains(cell)).toList());
    }

    @Property
    void aRequestTakesAtMostItsShareOfTheRestAndTheMaximumLength(
            @ForAll @LongRange(min = 1, max = 4000 * MIB) long size,
            @ForAll @IntRange(min = 1, max = 8) int parallelism) {
        RangePlan plan = new RangePlan(new ByteRange(0, size - 1), MIB);
        MissingRanges missing = new MissingRanges(plan, cell -> false, parallelism);
        for (Optional<ByteRange> next = missing.next(); next.isPresent(); next = missing.next()) {
            long length = next.get().length();
            assertThat(length).isLessThanOrEqualTo(MissingRanges.LONGEST);
            assertThat(length <= MIB
                            || length * parallelism <= size - next.get().start())
                    .isTrue();
            missing.learn(next.get(), 1);
        }
    }
}
