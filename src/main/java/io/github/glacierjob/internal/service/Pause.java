package io.github.glacierjob.internal.service;

import java.time.Duration;

/** How a retry waits: tests need not. */
@FunctionalInterface
public interface Pause {

    void pause(Duration duration) throws InterruptedException;
}
