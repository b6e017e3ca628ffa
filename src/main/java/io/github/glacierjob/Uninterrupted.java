package io.github.glacierjob;

/** Commits and releases claims although a stop has interrupted the thread: a repository may give up on an interrupt. */
final class Uninterrupted {

    private Uninterrupted() {}

    static void run(Runnable settlement) {
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
