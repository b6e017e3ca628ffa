package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/** What a caller asked of a job; members that do not apply to its kind are null. */
record JobRequest(Kind kind, String description, String snsTopic, Retrieval retrieval, Listing listing, Select select) {

    /** The three kinds of job. */
    enum Kind {
        ARCHIVE("archive-retrieval", "ArchiveRetrieval"),
        INVENTORY("inventory-retrieval", "InventoryRetrieval"),
        SELECT("select", "Select");

        final String type;
        final String action;

        Kind(String type, String action) {
            this.type = type;
            this.action = action;
        }
    }

    /** An archive, the part of it (null = all) and the speed. */
    record Retrieval(String archiveId, ByteRange range, Tier tier) {}

    /** An inventory: the form, and which archives of it. The texts are kept as sent. */
    record Listing(String format, String startDate, String endDate, Integer limit, String marker) {

        static Listing all(String format) {
            return new Listing(format, null, null, null, null);
        }
    }

    /** A select job's own parameters, kept as sent. */
    record Select(ObjectNode parameters, ObjectNode outputLocation) {}

    JobRequest {
        Objects.requireNonNull(kind, "kind");
    }

    static JobRequest inventory(Listing listing, String description) {
        return new JobRequest(Kind.INVENTORY, description, null, null, listing, null);
    }
}
