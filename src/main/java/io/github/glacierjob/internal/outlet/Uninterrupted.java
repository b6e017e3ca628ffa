package io.github.glacierjob.internal.outlet;

/**
 * Runs commits and releases of claims without the interrupt of a stop, because a repository may fail in an interrupted
 * thread.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    public static void run(Runnable settlement) {
        boolean interrupted = Thread.interrupted();
        try {
            settlement.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
