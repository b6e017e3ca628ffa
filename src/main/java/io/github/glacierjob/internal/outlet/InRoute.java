package io.github.glacierjob.internal.outlet;

import java.util.HashSet;
import java.util.Set;

/**
 * Holds the threads whose message is in the route. A stop interrupts these threads, but no thread that commits or
 * releases. Thread-safe.
 */
public final class InRoute {

    private final Set<Thread> threads = new HashSet<>();

    public synchronized void enter() {
        threads.add(Thread.currentThread());
    }

    /** Removes the current thread; it is not interrupted after this. */
    public synchronized void leave() {
        threads.remove(Thread.currentThread());
    }

    public synchronized void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
