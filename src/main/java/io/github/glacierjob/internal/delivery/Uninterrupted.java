package io.github.glacierjob.internal.delivery;

/** Commits and releases claims although a stop has interrupted the thread: a repository may give up on an interrupt. */
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
