package io.github.glacierjob.internal.outlet;

/**
 * Commits and releases claims without the interrupt of a stop, because a repository may fail when its thread is
 * interrupted.
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
