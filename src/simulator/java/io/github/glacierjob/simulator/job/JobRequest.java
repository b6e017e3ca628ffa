package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.ByteRange;
import java.util.Objects;

/** The parameters of a request for a job; members that do not apply to its kind are null. */
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

    /** The parameters of an archive retrieval: the archive, the range (null = the whole archive) and the tier. */
    public record Retrieval(String archiveId, ByteRange range, String tier) {}

    /** The parameters of an inventory: the format, and the selection of archives. The texts are kept as sent. */
    public record Listing(String format, String startDate, String endDate, Integer limit, String marker) {

        /** An inventory of all archives. */
        public static Listing all(String format) {
            return new Listing(format, null, null, null, null);
        }
    }

    /** A select job's own parameters, kept as sent. */
    public record Select(ObjectNode parameters, ObjectNode outputLocation) {}

    /** Requires the kind; the other members may be null. */
    public JobRequest {
        Objects.requireNonNull(kind, "kind");
    }

    /** Creates a request for an inventory job. */
    public static JobRequest inventory(Listing listing, String description) {
        return new JobRequest(Kind.INVENTORY, description, null, null, listing, null);
    }
}
