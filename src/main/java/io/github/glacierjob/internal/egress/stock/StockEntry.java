package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.inventory.InventoryArchive;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An entry of an inventory, as far as it can be used. Immutable. What it lacks is null.
 *
 * @param archiveId the archive's id, or {@code entry-<n>} where the entry has none
 * @param archive   the entry as it was read; null if something is missing or wrong
 * @param problem   why nothing can be ordered from the entry; null if something can
 */
public record StockEntry(
        String archiveId,
        String description,
        Instant created,
        Long size,
        String treeHash,
        InventoryArchive archive,
        String problem) {

    private static final int LONGEST_DESCRIPTION = 4096;
    private static final int LONGEST_ID = 1024;
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    /** Years that all databases have. */
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    /** The causes of all rows of entries without a usable id begin with this. */
    static final String BAD = "entry without an archive id: ";

    /** Whether a row is that of an entry without a usable id. */
    public static boolean isBad(String state, String cause) {
        return "SKIPPED".equals(state) && cause != null && cause.startsWith(BAD);
    }

    static StockEntry of(InventoryArchive archive) {
        return new StockEntry(
                archive.id(),
                storable(archive.description()),
                moment(archive.creationDate()),
                archive.size(),
                archive.treeHash(),
                archive,
                null);
    }

    /**
     * What can be used of a wrong entry.
     *
     * @param number the entry's place in the inventory, from 1
     */
    static StockEntry of(BadArchiveException bad, long number) {
        Map<String, Object> members = bad.members();
        boolean usable = members.get("ArchiveId") instanceof String id && id.length() <= LONGEST_ID && JobIds.isId(id);
        return new StockEntry(
                usable ? (String) members.get("ArchiveId") : "entry-" + number,
                members.get("ArchiveDescription") instanceof String text ? storable(text) : "",
                members.get("CreationDate") instanceof String date ? moment(date) : null,
                size(members.get("Size")),
                members.get("SHA256TreeHash") instanceof String hash
                                && HASH.matcher(hash).matches()
                        ? hash
                        : null,
                null,
                usable ? null : Rejection.printable(String.valueOf(bad.getMessage())));
    }

    /** About how many characters it has. */
    int length() {
        return archiveId.length() + description.length();
    }

    private static Long size(Object member) {
        boolean number = member instanceof Long || member instanceof Integer;
        return number && ((Number) member).longValue() >= 0 ? ((Number) member).longValue() : null;
    }

    static Instant moment(String date) {
        try {
            Instant moment = Instant.parse(date);
            return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Without what a database does not take as text: zeros, and halves of characters. */
    private static String storable(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                safe = safe == null ? new StringBuilder(text) : safe;
                safe.setCharAt(i, '\uFFFD');
            }
        }
        String whole = safe == null ? text : safe.toString();
        return whole.length() <= LONGEST_DESCRIPTION ? whole : cut(whole);
    }

    private static String cut(String text) {
        boolean within = Character.isHighSurrogate(text.charAt(LONGEST_DESCRIPTION - 1));
        return text.substring(0, within ? LONGEST_DESCRIPTION - 1 : LONGEST_DESCRIPTION);
    }
}
