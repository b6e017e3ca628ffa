package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many temporary faults: the route does not notice them. */
@Tag("core")
@Tag("tls")
class PassingFaultTest {

    private static final long SIZE = 4L * MIB + 123;

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

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void everyInterruptionAfterNewBytesResetsTheCountOfRetries(String mode) throws Exception {
        glacier.simulator.inject(Fault.earlyEnd(100_000).times(9));

        route.start("maxRetries=1&" + Glacier.ONE_AT_A_TIME + "&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
        assertThat(route.ranges(0)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void manyRandomFaultsLoseAndRepeatNothing(String mode) throws Exception {
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
