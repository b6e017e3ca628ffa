package io.github.glacierjob.naming;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Decodes the descriptions of CloudBerry, now MSP360:
 * {@code {"Path":"UTF-7","UTCDateModified":"time","Flags":1 compressed | 2 encrypted}}, also with {@code path}, also as
 * JSON within a JSON string.
 */
final class CloudBerry implements ArchiveNaming {

    private static final int COMPRESSED = 1;
    private static final int ENCRYPTED = 2;

    @Override
    public ArchiveName nameOf(String archiveId, String description) {
        JsonNode object = object(description.strip());
        if (object == null || !object.isObject()) {
            return null;
        }
        String upper = ToolTexts.text(object, "Path");
        String path = upper == null ? ToolTexts.text(object, "path") : upper;
        if (path == null) {
            return null;
        }
        Integer flags = flags(object.get("Flags"));
        return new ArchiveName(
                Utf7.decoded(path),
                ToolTexts.moment(ToolTexts.text(object, "UTCDateModified")),
                flags == null ? null : (flags & COMPRESSED) != 0,
                flags == null ? null : (flags & ENCRYPTED) != 0,
                null,
                null);
    }

    private static JsonNode object(String text) {
        boolean json = text.startsWith("{") || text.startsWith("\"");
        JsonNode node = json ? ToolTexts.json(text) : null;
        if (node == null && json && text.contains("\\\"")) {
            return ToolTexts.json(text.replace("\\\"", "\""));
        }
        return node != null && node.isTextual() ? ToolTexts.json(node.asText()) : node;
    }

    /** Reads a number, or a number as text; null if the value is something else. */
    private static Integer flags(JsonNode value) {
        return value != null
                        && (value.isInt() || value.isTextual() && value.asText().matches("\\d{1,9}"))
                ? Integer.valueOf(value.asText())
                : null;
    }
}
