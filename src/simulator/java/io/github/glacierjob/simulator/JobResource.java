package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.JobRequest.Retrieval;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Jobs: initiate, describe and list.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/job-operations.html">Job operations</a>
 */
final class JobResource {
    static final String JOB_ID = "x-amz-job-id";

    private final World world;

    JobResource(World world) {
        this.world = world;
    }

    void register(Map<Operation, Handler> handlers) {
        handlers.put(Operation.INITIATE_JOB, this::initiate);
        handlers.put(Operation.DESCRIBE_JOB, this::describe);
        handlers.put(Operation.LIST_JOBS, this::list);
    }

    private Reply initiate(Call call) {
        Vault vault = world.vault(call.vault());
        JobRequest request = new JobRequestReader(
                        Json.request(call.body().bytes()),
                        world.settings.rules().selectSupported())
                .read();
        if (request.retrieval() != null) {
            checkRetrieval(vault, request);
        } else if (request.listing().marker() != null) {
            Marker.decode(vault.name, request.listing().marker());
        }
        Job job = world.jobs.begin(vault, request, null);
        String location = "/" + world.settings.accountId() + "/vaults/" + vault.name + "/jobs/" + job.id;
        Reply reply = Reply.of(202).header("Location", location).header(JOB_ID, job.id);
        String outputPath = JobDocument.outputPath(job);
        return outputPath == null ? reply : reply.header("x-amz-job-output-path", outputPath);
    }

    private void checkRetrieval(Vault vault, JobRequest request) {
        Retrieval retrieval = request.retrieval();
        Archive archive = vault.archives.get(retrieval.archiveId());
        if (archive == null) {
            throw GlacierError.notFound("The archive ID was not found: " + retrieval.archiveId());
        }
        long size = archive.content().size();
        ByteRange range = retrieval.range() == null ? ByteRange.whole(size) : retrieval.range();
        if (range.end() >= size) {
            throw GlacierError.invalid("Invalid range: " + range + ", the archive has " + size + " bytes");
        }
        if (!range.megabyteAligned(size)) {
            throw GlacierError.invalid("Invalid range: " + range + " is not megabyte aligned");
        }
        world.policy.enforce(request, range.length(), world.allVaults(), world.now());
    }

    private Reply describe(Call call) {
        return Reply.json(200, JobDocument.of(world.jobs.get(world.vault(call.vault()), call.id())));
    }

    private Reply list(Call call) {
        Vault vault = world.vault(call.vault());
        int limit = Paging.limit(call, world.settings.rules().jobsPerPage());
        String marker = call.query().get("marker");
        Jobs.Page page = world.jobs.list(vault, filter(call), first(vault, marker), limit);
        ArrayNode list = Json.array();
        page.jobs().forEach(job -> list.add(JobDocument.of(job)));
        String next = page.next() == null
                ? null
                : Marker.encode("jobs of " + vault.name, page.next().toString());
        return Reply.json(200, Json.object().<ObjectNode>set("JobList", list).put("Marker", next));
    }

    private static long first(Vault vault, String marker) {
        if (marker == null || marker.isEmpty()) {
            return 0;
        }
        String position = Marker.decode("jobs of " + vault.name, marker);
        if (!position.matches("\\d{1,18}")) {
            throw GlacierError.invalid("Invalid marker: " + marker);
        }
        return Long.parseLong(position);
    }

    private static Predicate<Job> filter(Call call) {
        String status = call.query().get("statuscode");
        if (status != null && !Set.of("InProgress", "Succeeded", "Failed").contains(status)) {
            throw GlacierError.invalid("The job status code is not valid: " + status);
        }
        String completed = call.query().get("completed");
        if (completed != null && !completed.equals("true") && !completed.equals("false")) {
            throw GlacierError.invalid("The job completion filter is not valid: " + completed);
        }
        return job -> (status == null || status.equals(job.statusCode()))
                && (completed == null || completed.equals(Boolean.toString(job.completed != null)));
    }
}
