package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the length of the requests for a file. */
class MissingRangesTest {

    private static final long SIZE = 2000L * MIB;

    @Test
    void requestsStayOneChunkLongIfTheFirstByteArrivesQuickly() {
        assertThat(lengths(SIZE, 0.06)).allMatch(length -> length == 1);
    }

    @Test
    void requestsDoubleTheirLengthWhileTheWaitIsTooLong() {
        assertThat(lengths(SIZE, 0.065))
                .startsWith(1, 1, 2, 4, 8, 16)
                .contains(64)
                .doesNotContain(128);
    }

    @Test
    void requestsGetShorterTowardsTheEndAndEndTogether() {
        List<Integer> lengths = lengths(SIZE, 1);
        assertThat(lengths.subList(lengths.size() - 4, lengths.size())).containsExactly(1, 1, 1, 1);
    }

    @Test
    void olderShortRequestsDoNotLengthenLaterRequests() {
        MissingRanges missing = missing(SIZE);
        ByteRange first = missing.next().orElseThrow();
        ByteRange second = missing.next().orElseThrow();
        missing.learn(first, 1);
        missing.learn(second, 1);
        assertThat(missing.next())
                .hasValueSatisfying(third -> assertThat(third.length()).isEqualTo(2L * MIB));
    }

    @Test
    void fewChunksAreRequestedSeparately() {
        assertThat(lengths(8L * 4 * MIB - 1, 1)).allMatch(length -> length == 1);
    }

    private static MissingRanges missing(long size) {
        return new MissingRanges(new RangePlan(new ByteRange(0, size - 1), MIB), cell -> false, 4);
    }

    /** The lengths of successive requests, in MiB. */
    private static List<Integer> lengths(long size, double waited) {
        MissingRanges missing = missing(size);
        return Stream.iterate(missing.next(), Optional::isPresent, before -> {
                    missing.learn(before.orElseThrow(), waited);
                    return missing.next();
                })
                .map(range -> (int) ((range.orElseThrow().length() + MIB - 1) / MIB))
                .toList();
    }
}
