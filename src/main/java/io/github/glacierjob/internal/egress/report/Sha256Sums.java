package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Writes the SHA-256 and the name of each delivered archive in the format of {@code sha256sum -c}. */
final class Sha256Sums implements ReceiptStream.Writer {

    private static final Set<String> DONE = Set.of(ArchiveState.DELIVERED.name(), ArchiveState.PROVED.name());

    private final java.io.Writer out;

    Sha256Sums(OutputStream to) {
        out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    }

    /** Writes the line of an archive; an archive without a SHA-256 has no line. */
    @Override
    public void line(Object[] values) throws IOException {
        Optional<String> sum = DONE.contains(text(values, ReceiptColumn.STATE))
                ? Digests.ofLine(0, text(values, ReceiptColumn.DIGESTS)).hex(DigestAlgorithm.SHA_256)
                : Optional.empty();
        if (sum.isPresent()) {
            String name = text(values, ReceiptColumn.NAME);
            write(sum.get(), name == null ? text(values, ReceiptColumn.ARCHIVE_ID) : name);
        }
    }

    private static String text(Object[] values, ReceiptColumn column) {
        return (String) values[column.ordinal()];
    }

    /**
     * Writes a line. If the name has a backslash or a line end, it is escaped, and the line begins with a backslash.
     */
    private void write(String sum, String name) throws IOException {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        out.write((escaped.equals(name) ? "" : "\\") + sum + "  " + escaped + "\n");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
