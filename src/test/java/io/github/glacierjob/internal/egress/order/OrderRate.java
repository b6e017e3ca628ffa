package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;

/**
 * Measures how many archives one node orders in a second, with an H2 file that is written at each commit. A program,
 * not a test.
 */
final class OrderRate {

    private OrderRate() {}

    public static void main(String[] arguments) throws Exception {
        int archives = arguments.length == 0 ? 5000 : Integer.parseInt(arguments[0]);
        try (OrderedVault vault =
                new OrderedVault(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(8)))) {
            OrderedVault.Node node = vault.node("jobsInFlight=1000000");
            node.deliversFast();
            node.list(archives, 100);
            node.poll(0);
            long cpu = cpu();
            long begun = System.nanoTime();
            node.ordering.orderNow();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "%d ordered in %.1f s: %.0f a second; %.1f s of processor time with the simulator's%n",
                    node.count("STATE = 'ORDERED'"),
                    seconds,
                    node.count("STATE = 'ORDERED'") / seconds,
                    (cpu() - cpu) / 1e9);
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
