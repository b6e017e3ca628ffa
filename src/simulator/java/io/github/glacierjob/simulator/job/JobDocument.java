package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.vault.Archive;

/**
 * Writes the description of a job as in DescribeJob, ListJobs and notifications: all keys, in alphabetical order.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-describe-job-get.html">DescribeJob</a>
 */
public final class JobDocument {
    private JobDocument() {}

    /** The description at this moment. */
    public static ObjectNode of(Job job) {
        ObjectNode json = Json.object();
        describe(job, json);
        json.put("JobDescription", job.request().description());
        json.put("JobId", job.id());
        json.put("JobOutputPath", outputPath(job));
        json.set(
                "OutputLocation",
                job.request().select() == null ? null : job.request().select().outputLocation());
        json.put("RetrievalByteRange", job.isArchive() ? job.range().toString() : null);
        json.put("SHA256TreeHash", job.treeHash());
        json.put("SNSTopic", job.request().snsTopic());
        json.set(
                "SelectParameters",
                job.request().select() == null ? null : job.request().select().parameters());
        json.put("StatusCode", job.statusCode());
        json.put("StatusMessage", job.statusMessage());
        json.put(
                "Tier", job.archive() == null ? null : job.request().retrieval().tier());
        json.put("VaultARN", job.vault().arn());
        return json;
    }

    /** Writes the keys up to I, which describe the subject of the job. */
    private static void describe(Job job, ObjectNode json) {
        Archive archive = job.archive();
        json.put("Action", job.request().kind().action());
        json.put("ArchiveId", archive == null ? null : archive.id());
        json.put(
                "ArchiveSHA256TreeHash",
                archive == null ? null : archive.content().treeHash());
        json.put(
                "ArchiveSizeInBytes",
                archive == null ? null : (Long) archive.content().size());
        json.put("Completed", job.completed());
        json.put("CompletionDate", Json.millis(job.end()));
        json.put("CreationDate", Json.millis(job.created()));
        json.set("InventoryRetrievalParameters", job.isInventory() ? inventoryParameters(job) : null);
        json.put(
                "InventorySizeInBytes",
                job.isInventory() && job.output() != null ? (Long) job.output().size() : null);
    }

    private static ObjectNode inventoryParameters(Job job) {
        JobRequest.Listing listing = job.request().listing();
        return Json.object()
                .put("EndDate", listing.endDate())
                .put("Format", listing.format())
                .put("Limit", listing.limit() == null ? null : listing.limit().toString())
                .put("Marker", !job.completed() ? listing.marker() : job.nextMarker())
                .put("StartDate", listing.startDate());
    }

    /** The path of a select job's result below the bucket; null for other jobs. */
    public static String outputPath(Job job) {
        if (job.request().select() == null) {
            return null;
        }
        String prefix = job.request()
                .select()
                .outputLocation()
                .path("S3")
                .path("Prefix")
                .asText("");
        return prefix + "/" + job.id();
    }
}
