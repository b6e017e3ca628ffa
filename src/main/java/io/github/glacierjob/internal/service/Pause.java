package io.github.glacierjob.internal.service;

import java.time.Duration;

/** Waits before a retry; tests replace it and do not wait. */
@FunctionalInterface
public interface Pause {

    void pause(Duration duration) throws InterruptedException;
}
