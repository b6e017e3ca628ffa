package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * An inventory as the service writes it.
 *
 * <p>JSON is compact and ends without a line end. CSV quotes the description always and turns a quote inside it into
 * {@code \"} without escaping the backslash, as the service does; its lines end with {@code \n} (the real line end is not
 * documented).
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-job-output-get.html">GetJobOutput</a>
 */
final class InventoryDocument {
    private InventoryDocument() {}

    static Content of(String format, String vaultArn, Instant date, List<Archive> archives) {
        return format.equals("CSV") ? csv(archives) : json(vaultArn, date, archives);
    }

    private static Content json(String vaultArn, Instant date, List<Archive> archives) {
        ArrayNode list = Json.array();
        for (Archive archive : archives) {
            list.addObject()
                    .put("ArchiveId", archive.id())
                    .put("ArchiveDescription", archive.description() == null ? "" : archive.description())
                    .put("CreationDate", Json.seconds(archive.created()))
                    .put("Size", archive.content().size())
                    .put("SHA256TreeHash", archive.content().treeHash());
        }
        return Content.of(Json.bytes(Json.object()
                .put("VaultARN", vaultArn)
                .put("InventoryDate", Json.seconds(date))
                .set("ArchiveList", list)));
    }

    private static Content csv(List<Archive> archives) {
        StringBuilder csv = new StringBuilder("ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
        for (Archive archive : archives) {
            String description = archive.description() == null ? "" : archive.description();
            csv.append(archive.id()).append(",\"");
            csv.append(description.replace("\"", "\\\"")).append("\",");
            csv.append(Json.seconds(archive.created())).append(',');
            csv.append(archive.content().size()).append(',');
            csv.append(archive.content().treeHash()).append('\n');
        }
        return Content.of(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
