package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.spill.SpillFormat;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The usable values of an inventory entry. Immutable. A missing value is null.
 *
 * @param archiveId the archive's id, or {@code entry-<n>} if the entry has no usable id
 * @param archive   the entry as it was read; null if a value is missing or wrong
 * @param problem   why nothing can be ordered from the entry; null if it can be ordered
 */
public record StockEntry(
        String archiveId,
        String description,
        Instant created,
        Long size,
        String treeHash,
        InventoryArchive archive,
        String problem) {

    /** Reads the entries of an inventory, one after the other. Used by one thread. */
    public interface Source extends AutoCloseable {

        /** The next entry; empty after the last one. */
        Optional<StockEntry> next();

        /** The vault's ARN in the inventory; known after the last entry. */
        Optional<String> vaultArn();

        /** The date of the inventory; null if it is not known. Known after the last entry. */
        Instant date();

        @Override
        default void close() {}
    }

    private static final int LONGEST_DESCRIPTION = 4096;
    private static final int LONGEST_ID = 1024;

    /**
     * The largest possible size of an archive, 40 TiB. A larger value is wrong, and counts as an unknown size: the sum of
     * a few such values would be too large for a number of the database.
     */
    private static final long LARGEST = 40L << 40;

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    /** The beginning of the cause of each row for an entry without a usable id. */
    static final String BAD = "entry without an archive id: ";

    /** Whether a row is for an entry without a usable id. */
    public static boolean isBad(String state, String cause) {
        return "SKIPPED".equals(state) && cause != null && cause.startsWith(BAD);
    }

    static StockEntry of(InventoryArchive archive) {
        return new StockEntry(
                archive.id(),
                storable(archive.description()),
                moment(archive.creationDate()),
                size(archive.size()),
                archive.treeHash(),
                archive,
                null);
    }

    /**
     * The usable values of a wrong entry.
     *
     * @param number the position of the entry in the inventory, from 1
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

    /**
     * The entry of a row of the ledger. The row has the columns ARCHIVE_ID, DESCRIPTION, CREATED, SIZE_BYTES, TREE_HASH,
     * STATE and CAUSE.
     */
    public static StockEntry of(ResultSet row) throws SQLException {
        String id = row.getString("ARCHIVE_ID");
        String description = row.getString("DESCRIPTION");
        Instant created = Sql.instant(row, "CREATED");
        Long size = Sql.number(row, "SIZE_BYTES");
        String hash = row.getString("TREE_HASH");
        boolean bad = isBad(row.getString("STATE"), row.getString("CAUSE"));
        boolean whole = !bad && created != null && size != null && hash != null;
        return new StockEntry(
                id,
                description,
                created,
                size,
                hash,
                whole ? new InventoryArchive(id, description, created.toString(), size, hash) : null,
                bad ? row.getString("CAUSE") : null);
    }

    /** Joins two entries of one archive. A value of the first entry has priority. */
    StockEntry with(StockEntry later) {
        return new StockEntry(
                archiveId,
                description,
                created == null ? later.created : created,
                size == null ? later.size : size,
                treeHash == null ? later.treeHash : treeHash,
                archive,
                problem);
    }

    /** The approximate number of characters. */
    int length() {
        return archiveId.length() + description.length();
    }

    private static Long size(Object member) {
        boolean number = member instanceof Long || member instanceof Integer;
        long size = number ? ((Number) member).longValue() : -1;
        return size >= 0 && size <= LARGEST ? size : null;
    }

    public static Instant moment(String date) {
        try {
            return date == null ? null : Names.storable(Instant.parse(date));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A text that databases can store: zeros and halves of surrogate pairs are replaced, and a long text is shortened.
     */
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

    /**
     * Writes and reads entries, to sort any number of them by id. Rows that are written in the order of their key are
     * stored beside each other, so that H2 writes each page of its indexes once, and not once for each row.
     */
    static final class Format implements SpillFormat<StockEntry> {

        /** The largest weight of the entries in memory. */
        private static final long MOST_WEIGHT = 4_000_000;

        /** The approximate weight of an entry without its text. */
        private static final int OVERHEAD = 300;

        private Format() {}

        /**
         * The directory of the files for sorting: the work directory if the option is set, otherwise the temporary
         * directory.
         */
        static Path directory(GlacierEgressOptions options) {
            String directory = options.getWorkDirectory();
            return Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
        }

        /** An empty spill for entries. */
        static SortedSpill<StockEntry> spill(Path directory) {
            return new SortedSpill<>(directory, new Format(), Comparator.comparing(StockEntry::archiveId), MOST_WEIGHT);
        }

        @Override
        public int weight(StockEntry entry) {
            return entry.length() + OVERHEAD;
        }

        @Override
        public void write(StockEntry entry, DataOutput out) throws IOException {
            InventoryArchive archive = entry.archive;
            out.writeBoolean(archive != null);
            if (archive != null) {
                text(archive.id(), out);
                text(archive.description(), out);
                text(archive.creationDate(), out);
                out.writeLong(archive.size());
                text(archive.treeHash(), out);
            } else {
                text(entry.archiveId, out);
                text(entry.description, out);
                text(entry.created == null ? null : entry.created.toString(), out);
                out.writeLong(entry.size == null ? -1 : entry.size);
                text(entry.treeHash, out);
                text(entry.problem, out);
            }
        }

        @Override
        public StockEntry read(DataInput in) throws IOException {
            if (in.readBoolean()) {
                return of(new InventoryArchive(text(in), text(in), text(in), in.readLong(), text(in)));
            }
            String archiveId = text(in);
            String description = text(in);
            String created = text(in);
            long size = in.readLong();
            return new StockEntry(
                    archiveId,
                    description,
                    created == null ? null : Instant.parse(created),
                    size < 0 ? null : size,
                    text(in),
                    null,
                    text(in));
        }

        private static void text(String text, DataOutput out) throws IOException {
            out.writeBoolean(text != null);
            if (text != null) {
                out.writeUTF(text);
            }
        }

        private static String text(DataInput in) throws IOException {
            return in.readBoolean() ? in.readUTF() : null;
        }
    }
}
