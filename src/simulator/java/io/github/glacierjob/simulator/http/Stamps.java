package io.github.glacierjob.simulator.http;

import java.time.Instant;
import java.util.function.Supplier;

/** What stands on every answer: the date, and the id of its request. */
public record Stamps(Supplier<Instant> dates, Supplier<String> requestIds) {}
