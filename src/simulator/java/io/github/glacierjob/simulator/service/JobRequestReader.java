package io.github.glacierjob.simulator.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.job.JobRequest;
import io.github.glacierjob.simulator.job.JobRequest.Kind;
import io.github.glacierjob.simulator.job.JobRequest.Listing;
import io.github.glacierjob.simulator.job.JobRequest.Retrieval;
import io.github.glacierjob.simulator.job.JobRequest.Select;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.JsonRequest;
import io.github.glacierjob.simulator.protocol.Texts;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * Reads the body of InitiateJob and refuses bodies that the service refuses. Null members count as absent and unknown
 * members are ignored; a missing ArchiveId is a MissingParameterValueException, a member that does not belong to the kind
 * of job an InvalidParameterValueException.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-initiate-job-post.html">InitiateJob</a>
 */
final class JobRequestReader {
    private static final Set<String> TIERS = Set.of("Expedited", "Standard", "Bulk");

    private final ObjectNode json;
    private final boolean selectSupported;

    JobRequestReader(ObjectNode json, boolean selectSupported) {
        this.json = json;
        this.selectSupported = selectSupported;
    }

    JobRequest read() {
        Kind kind = kind();
        String description = JsonRequest.string(json, "Description");
        if (description != null) {
            Texts.description(description);
        }
        return new JobRequest(kind, description, topic(), retrieval(kind), listing(kind), select(kind));
    }

    private Kind kind() {
        String type = JsonRequest.string(json, "Type");
        if (type == null || type.isEmpty()) {
            throw GlacierError.missing("Type");
        }
        for (Kind kind : Kind.values()) {
            if (kind.type().equals(type)) {
                return kind;
            }
        }
        throw GlacierError.invalid("Invalid job type: " + type);
    }

    private String topic() {
        String topic = JsonRequest.string(json, "SNSTopic");
        if (topic != null && !topic.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]{1,256}")) {
            throw GlacierError.invalid("Invalid SNS topic ARN: " + topic);
        }
        return topic;
    }

    private Retrieval retrieval(Kind kind) {
        String archiveId = JsonRequest.string(json, "ArchiveId");
        String range = JsonRequest.string(json, "RetrievalByteRange");
        if (kind == Kind.INVENTORY) {
            refuse("ArchiveId", archiveId);
            refuse("RetrievalByteRange", range);
            return null;
        }
        if (archiveId == null || archiveId.isEmpty()) {
            throw GlacierError.missing("ArchiveId");
        }
        String name = JsonRequest.string(json, "Tier");
        String tier = name == null ? "Standard" : name;
        if (!TIERS.contains(tier)) {
            throw GlacierError.invalid("Invalid tier: " + name);
        }
        return new Retrieval(archiveId, range == null ? null : range(range), tier);
    }

    private static ByteRange range(String text) {
        return ByteRange.parse(text).orElseThrow(() -> GlacierError.invalid("Invalid range: " + text));
    }

    private Listing listing(Kind kind) {
        String format = JsonRequest.string(json, "Format");
        ObjectNode filter = JsonRequest.child(json, "InventoryRetrievalParameters");
        if (kind != Kind.INVENTORY) {
            refuse("Format", format);
            refuse("InventoryRetrievalParameters", filter);
            return null;
        }
        if (format != null && !format.equals("CSV") && !format.equals("JSON")) {
            throw GlacierError.invalid("Invalid output format: " + format);
        }
        String form = format == null ? "JSON" : format;
        if (filter == null) {
            return Listing.all(form);
        }
        String limit = JsonRequest.string(filter, "Limit");
        if (limit != null && (!limit.matches("\\d{1,9}") || Integer.parseInt(limit) == 0)) {
            throw GlacierError.invalid("Invalid limit: " + limit);
        }
        Integer number = limit == null ? null : Integer.valueOf(limit);
        return new Listing(
                form, date(filter, "StartDate"), date(filter, "EndDate"), number, JsonRequest.string(filter, "Marker"));
    }

    private static String date(ObjectNode filter, String name) {
        String date = JsonRequest.string(filter, name);
        try {
            if (date != null) {
                OffsetDateTime.parse(date);
            }
            return date;
        } catch (DateTimeParseException e) {
            throw GlacierError.invalid("Invalid date format: " + date);
        }
    }

    private Select select(Kind kind) {
        ObjectNode parameters = JsonRequest.child(json, "SelectParameters");
        ObjectNode location = JsonRequest.child(json, "OutputLocation");
        if (kind != Kind.SELECT) {
            refuse("SelectParameters", parameters);
            refuse("OutputLocation", location);
            return null;
        }
        if (!selectSupported) {
            throw new GlacierError(400, "NoLongerSupportedException", "Select jobs are no longer supported");
        }
        if (parameters == null || location == null) {
            throw GlacierError.missing(parameters == null ? "SelectParameters" : "OutputLocation");
        }
        return new Select(parameters, location);
    }

    private void refuse(String name, Object value) {
        if (value != null) {
            throw GlacierError.invalid(name + " does not apply to a job of type " + JsonRequest.string(json, "Type"));
        }
    }
}
