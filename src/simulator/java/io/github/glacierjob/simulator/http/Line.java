package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The functions of a connection that the sending of a body needs. */
interface Line {
    /** Waits for {@code duration}, or until either side closes the connection; then it throws a {@link Cut}. */
    void stall(Duration duration) throws IOException;

    /** Waits in real time. */
    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
