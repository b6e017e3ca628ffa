package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.ByteRange;
import java.util.Objects;

/** What a caller asked of a job; members that do not apply to its kind are null. */
public record JobRequest(
        Kind kind, String description, String snsTopic, Retrieval retrieval, Listing listing, Select select) {

    /** The three kinds of job. */
    public enum Kind {
        ARCHIVE("archive-retrieval", "ArchiveRetrieval"),
        INVENTORY("inventory-retrieval", "InventoryRetrieval"),
        SELECT("select", "Select");

        private final String type;
        private final String action;

        Kind(String type, String action) {
            this.type = type;
            this.action = action;
        }

        /** The name in a request. */
        public String type() {
            return type;
        }

        String action() {
            return action;
        }
    }

    /** An archive, the part of it (null = all) and the speed. */
    public record Retrieval(String archiveId, ByteRange range, String tier) {}

    /** An inventory: the form, and which archives of it. The texts are kept as sent. */
    public record Listing(String format, String startDate, String endDate, Integer limit, String marker) {

        /** All archives. */
        public static Listing all(String format) {
            return new Listing(format, null, null, null, null);
        }
    }

    /** A select job's own parameters, kept as sent. */
    public record Select(ObjectNode parameters, ObjectNode outputLocation) {}

    /** What a job of this kind needs; the rest is null. */
    public JobRequest {
        Objects.requireNonNull(kind, "kind");
    }

    /** A request of an inventory job. */
    public static JobRequest inventory(Listing listing, String description) {
        return new JobRequest(Kind.INVENTORY, description, null, null, listing, null);
    }
}
