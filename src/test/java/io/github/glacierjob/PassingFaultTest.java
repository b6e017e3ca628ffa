package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that pass, at the third of five ranges: the route sees nothing of them. */
@Tag("core")
class PassingFaultTest {

    private static final long SIZE = 4L * MIB + 123;
    private static final String THIRD = "bytes=2097152-3145727";

    private final Glacier glacier = new Glacier();
    private final Content content = Content.seeded(7, SIZE);
    private final Consumption route = new Consumption(glacier);

    PassingFaultTest() {
        glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, null));
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private InjectedFault atTheThirdRange(Fault fault) {
        return glacier.simulator.inject(fault.on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB));
    }

    private void consumeAll(String mode) throws Exception {
        route.start("requestTimeout=1500&outputMode=" + mode);
        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
    }

    private static Stream<Arguments> inBothModes(Stream<Fault> faults) {
        List<Fault> all = faults.toList();
        return Stream.of("chunks", "stream").flatMap(mode -> all.stream().map(fault -> arguments(mode, fault)));
    }

    static Stream<Arguments> faultsWithoutBytes() {
        return inBothModes(Stream.of(
                Fault.throttling(),
                Fault.tooManyRequests(),
                Fault.serviceUnavailable(),
                Fault.badGateway(),
                Fault.emptyServiceUnavailable(),
                Fault.requestTimeout(),
                Fault.resetBeforeAnswer(),
                Fault.stallBeforeAnswer(Duration.ofSeconds(4)),
                Fault.ignoreRange(),
                Fault.wrongContentRange()));
    }

    @ParameterizedTest
    @MethodSource("faultsWithoutBytes")
    void theRangeIsAskedForAgain(String mode, Fault fault) throws Exception {
        InjectedFault injected = atTheThirdRange(fault.times(2));

        consumeAll(mode);

        assertThat(injected.happened()).isEqualTo(2);
        assertThat(route.ranges(2)).containsExactly(THIRD, THIRD, THIRD);
    }

    static Stream<Arguments> faultsWithWrongBytes() {
        return inBothModes(Stream.of(Fault.wrongChecksum(), Fault.corruptBody(0), Fault.corruptBody(MIB - 1)));
    }

    @ParameterizedTest
    @MethodSource("faultsWithWrongBytes")
    void onlyTheBadRangeIsFetchedAgain(String mode, Fault fault) throws Exception {
        atTheThirdRange(fault.times(2));

        consumeAll(mode);

        assertThat(route.ranges(2)).containsExactly(THIRD, THIRD, THIRD);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(7);
    }

    static Stream<Arguments> cuts() {
        return inBothModes(Stream.of(Fault.earlyEnd(300_000), Fault.stallBody(300_000)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void onlyTheMissingBytesAreAskedForAgain(String mode, Fault fault) throws Exception {
        atTheThirdRange(fault);

        consumeAll(mode);

        assertThat(route.ranges(2)).containsExactly(THIRD, "bytes=2397152-3145727");
    }

    /** How many bytes survive a reset is up to the network: what counts is that the rest is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void afterAResetInTheMiddleOnlyTheRestIsAskedForAgain(String mode) throws Exception {
        atTheThirdRange(Fault.resetBody(900_000));

        consumeAll(mode);

        List<String> ranges = route.ranges(2);
        assertThat(ranges).hasSize(2).first().isEqualTo(THIRD);
        assertThat(ranges.get(1)).endsWith("-3145727");
        assertThat(Consumption.startOf(ranges.get(1))).isBetween(2097152L + 1, 2097152L + 900_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void everyCutThatBroughtBytesBeginsTheCountAnew(String mode) throws Exception {
        glacier.simulator.inject(Fault.earlyEnd(100_000).times(9));

        route.start("maxRetries=1&parallelism=1&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
        assertThat(route.ranges(0)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void manyFaultsAtRandomLoseAndRepeatNothing(String mode) throws Exception {
        glacier.simulator.inject(Fault.corruptBody(77).probability(0.2, 1));
        glacier.simulator.inject(Fault.resetBody(500_000).probability(0.2, 2));
        glacier.simulator.inject(Fault.earlyEnd(10).probability(0.2, 3));
        glacier.simulator.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT).probability(0.2, 4));
        glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.LIST_JOBS).probability(0.2, 5));

        route.start("maxRetries=50&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
    }
}
