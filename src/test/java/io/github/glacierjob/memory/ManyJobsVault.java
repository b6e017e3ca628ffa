package io.github.glacierjob.memory;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import java.time.Duration;

/**
 * A program that simulates a vault with many completed jobs, each with its number as its description. It prints the
 * endpoint, and runs until its input ends. Argument: the number of jobs.
 */
public final class ManyJobsVault {

    private ManyJobsVault() {}

    /** Prints one line. */
    public static void main(String[] arguments) throws Exception {
        ManualClock clock = new ManualClock();
        try (GlacierSimulator simulator =
                GlacierSimulator.builder().clock(clock).start()) {
            simulator.createVault("photos");
            int jobs = Integer.parseInt(arguments[0]);
            for (int i = 0; i < jobs; i++) {
                String archive = simulator.addArchive("photos", Content.of("x"), null);
                simulator.addArchiveJob("photos", archive, Integer.toString(i));
            }
            clock.advance(Duration.ofHours(6));
            System.out.println(simulator.endpoint());
            if (System.in.read() >= 0) {
                throw new IllegalStateException("expected the end of the input");
            }
        }
        System.exit(0);
    }
}
