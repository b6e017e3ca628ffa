package io.github.glacierjob.simulator.vault;

import io.github.glacierjob.simulator.bytes.Bytes;
import java.time.Instant;

/** An archive in a vault; {@code description} is null if it has no description. */
public record Archive(String id, String description, Instant created, Bytes content) {}
