package io.github.glacierjob.naming;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The facts that a tool wrote about an archive. Immutable and thread-safe.
 *
 * @param name       the name as the tool wrote it, never null. It may be any text; {@link NamePolicy} makes a safe path
 *                   of it
 * @param modified   the time of the file's last modification before the upload; null if it is not known
 * @param compressed whether the tool has compressed the bytes; null if it is not known
 * @param encrypted  whether the tool has encrypted the bytes; null if it is not known
 * @param md5        an MD5 that the tool has stored, 32 hexadecimal digits; null if it has not stored one
 * @param size       a size in bytes that the tool has stored; null if it has not stored one
 */
public record ArchiveName(String name, Instant modified, Boolean compressed, Boolean encrypted, String md5, Long size) {

    /** Refuses a name that is null. */
    public ArchiveName {
        if (name == null) {
            throw new IllegalArgumentException("name: is not set; it must be text");
        }
    }

    /**
     * Creates a name without other facts.
     *
     * @param name the name
     * @return the name alone
     */
    public static ArchiveName of(String name) {
        return new ArchiveName(name, null, null, null, null, null);
    }

    /**
     * Copies the facts with another name.
     *
     * @param other the other name
     * @return a copy
     */
    public ArchiveName withName(String other) {
        return new ArchiveName(other, modified, compressed, encrypted, md5, size);
    }

    /**
     * Returns the facts by name, with the time as ISO 8601.
     *
     * @return a new, modifiable map without unknown facts
     */
    public Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("modified", modified == null ? null : modified.toString());
        members.put("compressed", compressed);
        members.put("encrypted", encrypted);
        members.put("md5", md5);
        members.put("size", size);
        members.values().removeIf(value -> value == null);
        return members;
    }
}
