package io.github.glacierjob.egress.stock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Creates documents like those of the service. */
final class Inventories {

    static final String HASH = "ca6d".repeat(16);
    static final String CREATED = "2017-08-22T17:24:07Z";
    static final String CSV = "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n";

    private Inventories() {}

    static String entry(String id) {
        return entry(id, "about " + id);
    }

    static String entry(String id, String description) {
        return "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"" + description + "\",\"CreationDate\":\""
                + CREATED + "\",\"Size\":1,\"SHA256TreeHash\":\"" + HASH + "\"}";
    }

    static String json(String arn, String date, String... entries) {
        return "{\"VaultARN\":\"" + arn + "\",\"InventoryDate\":\"" + date + "\",\"ArchiveList\":["
                + String.join(",", entries) + "]}";
    }

    static String ofIds(String arn, String date, String... ids) {
        return json(arn, date, List.of(ids).stream().map(Inventories::entry).toArray(String[]::new));
    }

    static String csv(String... ids) {
        return List.of(ids).stream()
                .map(id -> id + ",\"about " + id + "\"," + CREATED + ",1," + HASH + "\n")
                .collect(Collectors.joining("", CSV, ""));
    }

    /** Writes a document, and returns the value of the option that names it. */
    static String option(Path file, String document) throws Exception {
        Files.writeString(file, document);
        return "inventory=file:" + file;
    }
}
