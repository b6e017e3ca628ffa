package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.tls.SimulatedTls;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings for sending answers: the rate (0 means no limit), the latency and TLS; and the number of requests that are
 * kept.
 */
public record Traffic(long bytesPerSecond, Duration firstByteLatency, int requestsKept, Optional<SimulatedTls> tls) {}
