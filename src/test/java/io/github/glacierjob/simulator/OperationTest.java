package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.protocol.Route;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationTest {

    @Test
    void everyRouteHasAnOperation() {
        assertThat(Operation.values()).extracting(Operation::route).containsExactly(Route.values());
        assertThat(Stream.of(Route.values()).map(Operation::of)).containsExactly(Operation.values());
    }
}
