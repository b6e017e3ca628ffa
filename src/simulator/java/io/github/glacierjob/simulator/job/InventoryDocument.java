package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.vault.Archive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Writes an inventory as the service does.
 *
 * <p>JSON is compact and ends without a line end. CSV quotes the description always and turns a quote inside it into
 * {@code \"} without escaping the backslash, as the service does; its lines end with {@code \n} (the real line end is not
 * documented).
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-job-output-get.html">GetJobOutput</a>
 */
final class InventoryDocument {
    /** The length of {@code ]}}. */
    private static final int END = 2;

    private InventoryDocument() {}

    static Bytes of(String format, String vaultArn, Instant date, List<Archive> archives) {
        return format.equals("CSV") ? csv(archives) : json(vaultArn, date, archives);
    }

    private static Bytes json(String vaultArn, Instant date, List<Archive> archives) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        byte[] rest = Json.bytes(Json.object()
                .put("VaultARN", vaultArn)
                .put("InventoryDate", Json.seconds(date))
                .set("ArchiveList", Json.array()));
        json.write(rest, 0, rest.length - END);
        for (Archive archive : archives) {
            json.writeBytes(Json.bytes(entry(archive)));
            json.write(',');
        }
        byte[] all = json.toByteArray();
        int length = archives.isEmpty() ? all.length : all.length - 1;
        byte[] document = Arrays.copyOf(all, length + END);
        System.arraycopy(rest, rest.length - END, document, length, END);
        return new HeapBytes(document);
    }

    private static ObjectNode entry(Archive archive) {
        return Json.object()
                .put("ArchiveId", archive.id())
                .put("ArchiveDescription", archive.description() == null ? "" : archive.description())
                .put("CreationDate", Json.seconds(archive.created()))
                .put("Size", archive.content().size())
                .put("SHA256TreeHash", archive.content().treeHash());
    }

    private static Bytes csv(List<Archive> archives) {
        StringBuilder csv = new StringBuilder("ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
        for (Archive archive : archives) {
            String description = archive.description() == null ? "" : archive.description();
            csv.append(archive.id()).append(",\"");
            csv.append(description.replace("\"", "\\\"")).append("\",");
            csv.append(Json.seconds(archive.created())).append(',');
            csv.append(archive.content().size()).append(',');
            csv.append(archive.content().treeHash()).append('\n');
        }
        return new HeapBytes(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
