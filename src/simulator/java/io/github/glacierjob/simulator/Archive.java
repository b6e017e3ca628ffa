package io.github.glacierjob.simulator;

import java.time.Instant;

/** An archive as the vault keeps it; {@code description} is null if it has none. */
record Archive(String id, String description, Instant created, Content content) {}
