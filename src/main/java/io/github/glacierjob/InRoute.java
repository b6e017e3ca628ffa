package io.github.glacierjob;

import java.util.HashSet;
import java.util.Set;

/** The threads whose message is in the route. A stop interrupts these, and none that commits or releases. Thread-safe. */
final class InRoute {

    private final Set<Thread> threads = new HashSet<>();

    synchronized void enter() {
        threads.add(Thread.currentThread());
    }

    /** After this, the thread is not interrupted from here. */
    synchronized void leave() {
        threads.remove(Thread.currentThread());
    }

    synchronized void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
