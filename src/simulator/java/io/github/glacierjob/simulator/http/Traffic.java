package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.tls.SimulatedTls;
import java.time.Duration;
import java.util.Optional;

/** How answers go out: how fast, a rate of 0 meaning no limit, and whether over TLS; and how many requests are remembered. */
public record Traffic(long bytesPerSecond, Duration firstByteLatency, int requestsKept, Optional<SimulatedTls> tls) {}
