package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The states of an archive are LISTED, ORDERED and READY, in this order. */
class OrderingTest {

    private static SimulatorBuilder bulk() {
        return GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(8));
    }

    static java.util.stream.Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void archivesAreOrderedOnceInTheOrderOfCreationAndAreReadyWhenTheirJobsHaveEnded(Database.Kind kind)
            throws Exception {
        try (OrderedVault vault = new OrderedVault(kind, bulk())) {
            OrderedVault.Node node = vault.node("maxConnections=2");
            List<String> archives = node.list(30, 1000);

            node.poll();

            assertThat(vault.requested()).containsExactlyElementsOf(archives);
            assertThat(node.count("STATE = 'ORDERED' AND ORDERS = 1 AND ORDER_ID IS NULL AND JOB_ID IS NOT NULL"))
                    .isEqualTo(30);

            node.poll();
            vault.clock.advance(Duration.ofHours(9));
            node.poll();

            assertThat(node.count("STATE = 'READY' AND JOB_JSON IS NOT NULL AND READY_AT IS NOT NULL"
                            + " AND EXPIRES_AT IS NOT NULL AND TREE_HASH IS NOT NULL"))
                    .isEqualTo(30);
            assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(30);
        }
    }

    @Test
    void aThousandArchivesAreOrdered() throws Exception {
        try (OrderedVault vault = new OrderedVault(bulk())) {
            OrderedVault.Node node = vault.node("");
            node.list(1000, 1000);
            node.poll();

            assertThat(vault.requested()).hasSize(1000).doesNotHaveDuplicates();
            assertThat(node.count("STATE = 'ORDERED'")).isEqualTo(1000);
        }
    }
}
