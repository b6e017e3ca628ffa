package io.github.glacierjob.inventory;

import io.github.glacierjob.internal.text.Rejection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An archive as an inventory lists it. Immutable and thread-safe.
 *
 * @param id           the archive's id, 1 to 1024 characters of a-z, A-Z, 0-9, _ and -; it may begin with {@code -}
 * @param description  the uploader's description, at most 4096 characters; empty if there is no description, never null
 * @param creationDate the time of the upload, in UTC as ISO 8601, as the service sends it
 * @param size         its size in bytes, 0 or more
 * @param treeHash     its tree hash, 64 hexadecimal digits
 */
public record InventoryArchive(String id, String description, String creationDate, long size, String treeHash) {

    static final String ID = "ArchiveId";
    static final String DESCRIPTION = "ArchiveDescription";
    static final String CREATION_DATE = "CreationDate";
    static final String SIZE = "Size";
    static final String TREE_HASH = "SHA256TreeHash";

    /** The members of an archive, in the order of the service's CSV. */
    static final List<String> MEMBERS = List.of(ID, DESCRIPTION, CREATION_DATE, SIZE, TREE_HASH);

    /** The longest field that is accepted, in characters; the service's own limit for a description is 1,024. */
    static final int LONGEST_FIELD = 4096;

    private static final Pattern ID_RULE = Pattern.compile("[A-Za-z0-9_-]{1,1024}");
    private static final Pattern HASH_RULE = Pattern.compile("[0-9a-fA-F]{64}");

    /** Refuses values that would retrieve the wrong archive or no archive. */
    public InventoryArchive {
        description = description == null ? "" : description;
        Rejection.unless(matches(ID_RULE, id), ID, id, "must be 1 to 1024 characters of a-z, A-Z, 0-9, _ and -");
        Rejection.unless(
                description.length() <= LONGEST_FIELD,
                DESCRIPTION,
                description,
                "must have at most " + LONGEST_FIELD + " characters");
        Rejection.unless(isDate(creationDate), CREATION_DATE, creationDate, "must be a date in UTC as ISO 8601");
        Rejection.unless(size >= 0, SIZE, size, "must be 0 bytes or more");
        Rejection.unless(matches(HASH_RULE, treeHash), TREE_HASH, treeHash, "must have 64 hexadecimal digits");
    }

    private static boolean matches(Pattern rule, String text) {
        return text != null && rule.matcher(text).matches();
    }

    static boolean isDate(String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * Reads an archive from the members of {@link #toMap()} or of an inventory's JSON. Other members are ignored.
     *
     * @param members the members by the service's names
     * @return the archive
     * @throws IllegalArgumentException that names the member that is missing or wrong, its value and the rule
     */
    public static InventoryArchive of(Map<?, ?> members) {
        Object size = members.get(SIZE);
        Rejection.unless(size instanceof Integer || size instanceof Long, SIZE, size, "must be a number of bytes");
        return new InventoryArchive(
                text(members, ID),
                text(members, DESCRIPTION),
                text(members, CREATION_DATE),
                ((Number) size).longValue(),
                text(members, TREE_HASH));
    }

    private static String text(Map<?, ?> members, String name) {
        return Rejection.text(name, members.get(name)).orElse(null);
    }

    /**
     * Returns the archive's members as in an inventory's JSON.
     *
     * @return a new, modifiable map by the service's names, in the service's order
     */
    public Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(ID, id);
        members.put(DESCRIPTION, description);
        members.put(CREATION_DATE, creationDate);
        members.put(SIZE, size);
        members.put(TREE_HASH, treeHash);
        return members;
    }
}
