package io.github.glacierjob.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes inventories like the service, in the simplest way, and collects what a reader reads. */
final class InventoryPrinter {

    static final String HASH = "ca6d".repeat(16);
    static final String DATE = "2017-08-22T17:24:07Z";
    static final String HEADER = "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n";

    private InventoryPrinter() {}

    static InventoryArchive archive(String id, String description) {
        return new InventoryArchive(id, description, DATE, 5798098, HASH);
    }

    static String json(List<InventoryArchive> archives) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (InventoryArchive archive : archives) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("ArchiveId", archive.id());
            members.put("ArchiveDescription", archive.description());
            members.put("CreationDate", archive.creationDate());
            members.put("Size", archive.size());
            members.put("SHA256TreeHash", archive.treeHash());
            list.add(members);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("VaultARN", "arn:aws:glacier:us-west-2:805750336955:vaults/v");
        document.put("InventoryDate", "2017-08-23T01:56:27Z");
        document.put("ArchiveList", list);
        try {
            return new ObjectMapper().writeValueAsString(document);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String csv(List<InventoryArchive> archives) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (InventoryArchive archive : archives) {
            String description = archive.description().replace("\"", "\\\"");
            csv.append(archive.id() + ",\"" + description + "\"," + archive.creationDate() + "," + archive.size() + ","
                    + archive.treeHash() + "\n");
        }
        return csv.toString();
    }

    static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    static List<InventoryArchive> read(String document) throws IOException {
        return rest(new InventoryReader(stream(document), InventoryPosition.START));
    }

    static List<InventoryArchive> rest(InventoryReader reader) throws IOException {
        List<InventoryArchive> archives = new ArrayList<>();
        while (reader.hasNext()) {
            archives.add(reader.next());
        }
        return archives;
    }
}
