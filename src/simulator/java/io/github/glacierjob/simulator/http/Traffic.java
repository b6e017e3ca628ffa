package io.github.glacierjob.simulator.http;

import java.time.Duration;

/** How fast answers go out; a rate of 0 means no limit. */
public record Traffic(long bytesPerSecond, Duration firstByteLatency) {}
