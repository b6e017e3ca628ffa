package io.github.glacierjob.simulator.vault;

import io.github.glacierjob.simulator.bytes.Bytes;
import java.time.Instant;

/** An archive as the vault keeps it; {@code description} is null if it has none. */
public record Archive(String id, String description, Instant created, Bytes content) {}
