package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a body needs of the connection it goes out on. */
interface Line {
    /** Lasts {@code duration}, or until either side closes the connection, which ends in a {@link Cut}. */
    void stall(Duration duration) throws IOException;

    /** Waits in real time. */
    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
