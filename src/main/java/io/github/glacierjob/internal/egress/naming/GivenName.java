package io.github.glacierjob.internal.egress.naming;

import java.time.Instant;

/**
 * The name of an archive, and the facts about its file, for a new row. Immutable.
 *
 * @param name       a safe path, or the archive's id
 * @param modified   when the file was modified before it was uploaded; null if that is not known
 * @param compressed whether a tool has compressed the bytes; null if that is not known
 * @param encrypted  whether a tool has encrypted the bytes; null if that is not known
 */
public record GivenName(String name, Instant modified, Boolean compressed, Boolean encrypted) {

    /** The key that finds rows with a clashing name. */
    public long key() {
        return NameKey.of(name);
    }
}
