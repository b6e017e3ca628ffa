package io.github.glacierjob.internal.service;

import java.time.Duration;

/** How a retry waits: a seam for tests. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @param duration how long, 0 or more
     * @throws InterruptedException if this side stops meanwhile
     */
    void pause(Duration duration) throws InterruptedException;
}
