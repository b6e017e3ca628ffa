package io.github.glacierjob.internal.egress.naming;

import java.time.Instant;

/**
 * What a new row says about the name of its archive. Immutable.
 *
 * @param name       a safe path, or the archive's id
 * @param modified   when the file was modified before it was uploaded; null if that is not known
 * @param compressed whether a tool has compressed the bytes; null if that is not known
 * @param encrypted  whether a tool has encrypted the bytes; null if that is not known
 */
public record GivenName(String name, Instant modified, Boolean compressed, Boolean encrypted) {

    /** What finds the rows whose names clash with this one. */
    public long key() {
        return NameKey.of(name);
    }
}
