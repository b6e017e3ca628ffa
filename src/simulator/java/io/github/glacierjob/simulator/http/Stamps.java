package io.github.glacierjob.simulator.http;

import java.time.Instant;
import java.util.function.Supplier;

/** The sources of the headers of every answer: the date, and the id of the request. */
public record Stamps(Supplier<Instant> dates, Supplier<String> requestIds) {}
