package io.github.glacierjob.simulator.http;

import java.time.Duration;

/** How fast answers go out, a rate of 0 meaning no limit, and how many requests are remembered. */
public record Traffic(long bytesPerSecond, Duration firstByteLatency, int requestsKept) {}
