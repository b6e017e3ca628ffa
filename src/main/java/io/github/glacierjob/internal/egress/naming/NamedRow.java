package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.spill.SpillFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/**
 * A row with its name, or a directory of names, as it is sorted to find clashes.
 *
 * @param archiveId empty for a directory
 * @param name      empty for a directory
 * @param key       the key of the name or the directory
 * @param isNew     whether the name is not final; false for a directory
 */
record NamedRow(String archiveId, String name, Long key, Instant created, boolean isNew) {

    /** All with the same key are beside each other: directories, then the first row of the name, then the others. */
    private static final Comparator<NamedRow> FIRST = Comparator.comparing(NamedRow::key)
            .thenComparing(row -> !row.isDirectory())
            .thenComparing(NamedRow::isNew)
            .thenComparing(NamedRow::created, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(NamedRow::archiveId);

    static NamedRow directory(long key) {
        return new NamedRow("", "", key, null, false);
    }

    boolean isDirectory() {
        return archiveId.isEmpty();
    }

    /** An empty spill that sorts by the key. */
    static SortedSpill<NamedRow> spill(Path directory) {
        return new SortedSpill<>(directory, new Format(), FIRST, Format.MOST_WEIGHT);
    }

    /** Writes and reads rows that have names, and directories. */
    private static final class Format implements SpillFormat<NamedRow> {

        private static final long MOST_WEIGHT = 2_000_000;
        private static final int OVERHEAD = 200;
        private static final int DIRECTORY = 60;

        @Override
        public int weight(NamedRow row) {
            return row.isDirectory()
                    ? DIRECTORY
                    : row.archiveId().length() + row.name().length() + OVERHEAD;
        }

        @Override
        public void write(NamedRow row, DataOutput out) throws IOException {
            out.writeLong(row.key());
            out.writeUTF(row.archiveId());
            if (row.isDirectory()) {
                return;
            }
            out.writeUTF(row.name());
            out.writeBoolean(row.created() != null);
            if (row.created() != null) {
                out.writeLong(row.created().toEpochMilli());
            }
            out.writeBoolean(row.isNew());
        }

        @Override
        public NamedRow read(DataInput in) throws IOException {
            long key = in.readLong();
            String archiveId = in.readUTF();
            return archiveId.isEmpty()
                    ? directory(key)
                    : new NamedRow(
                            archiveId,
                            in.readUTF(),
                            key,
                            in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null,
                            in.readBoolean());
        }
    }
}
