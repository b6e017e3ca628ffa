package io.github.glacierjob.simulator.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.job.Job;
import io.github.glacierjob.simulator.job.JobDocument;
import io.github.glacierjob.simulator.job.JobQuery;
import io.github.glacierjob.simulator.job.JobRequest;
import io.github.glacierjob.simulator.job.JobRequest.Retrieval;
import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.job.RetrievalPolicy;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.JsonRequest;
import io.github.glacierjob.simulator.protocol.Marker;
import io.github.glacierjob.simulator.protocol.Paging;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Vault;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.Map;
import java.util.Set;

/**
 * The operations on jobs: initiate, describe and list.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/job-operations.html">Job operations</a>
 */
final class JobResource {
    private final Account account;
    private final Vaults vaults;
    private final Jobs jobs;
    private final RetrievalPolicy policy;
    private final Rules rules;

    JobResource(Account account, Vaults vaults, Jobs jobs, RetrievalPolicy policy, Rules rules) {
        this.account = account;
        this.vaults = vaults;
        this.jobs = jobs;
        this.policy = policy;
        this.rules = rules;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.INITIATE_JOB, this::initiate);
        handlers.put(Route.DESCRIBE_JOB, this::describe);
        handlers.put(Route.LIST_JOBS, this::list);
    }

    private Reply initiate(Call call) {
        Vault vault = vaults.get(call.vault());
        JobRequest request =
                new JobRequestReader(JsonRequest.request(call.body().bytes()), rules.selectSupported()).read();
        if (request.retrieval() != null) {
            checkRetrieval(vault, request);
        } else if (request.listing().marker() != null) {
            Marker.decode(vault.name(), request.listing().marker());
        }
        Job job = jobs.begin(vault, request, null);
        String location = "/" + account.id() + "/vaults/" + vault.name() + "/jobs/" + job.id();
        Reply reply = Reply.of(202).header("Location", location).header(Headers.JOB_ID, job.id());
        String outputPath = JobDocument.outputPath(job);
        return outputPath == null ? reply : reply.header("x-amz-job-output-path", outputPath);
    }

    private void checkRetrieval(Vault vault, JobRequest request) {
        Retrieval retrieval = request.retrieval();
        Archive archive = vault.archives().get(retrieval.archiveId());
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
        policy.enforce(request, range.length(), jobs, account.now());
    }

    private Reply describe(Call call) {
        return Reply.json(200, JobDocument.of(jobs.get(vaults.get(call.vault()), call.id())));
    }

    private Reply list(Call call) {
        Vault vault = vaults.get(call.vault());
        int limit = Paging.limit(call, rules.jobsPerPage());
        JobQuery query = query(call, vault);
        Jobs.Page page = jobs.list(vault, query, limit);
        ArrayNode list = Json.array();
        page.jobs().forEach(job -> list.add(JobDocument.of(job)));
        String next = page.next() == null ? null : Marker.encode("jobs of " + vault.name(), position(page, query));
        return Reply.json(200, Json.object().<ObjectNode>set("JobList", list).put("Marker", next));
    }

    /** The start of the next page and, for a listing with a lag, its end. */
    private static String position(Jobs.Page page, JobQuery query) {
        return query.last() == Long.MAX_VALUE ? page.next().toString() : page.next() + "-" + query.last();
    }

    private JobQuery query(Call call, Vault vault) {
        String status = call.query().get("statuscode");
        if (status != null && !Set.of("InProgress", "Succeeded", "Failed").contains(status)) {
            throw GlacierError.invalid("The job status code is not valid: " + status);
        }
        String completed = call.query().get("completed");
        if (completed != null && !completed.equals("true") && !completed.equals("false")) {
            throw GlacierError.invalid("The job completion filter is not valid: " + completed);
        }
        Boolean only = completed == null ? null : Boolean.valueOf(completed);
        String marker = call.query().get("marker");
        if (marker == null || marker.isEmpty()) {
            return new JobQuery(status, only, 0, jobs.beginListing(vault, lag(call)));
        }
        String position = Marker.decode("jobs of " + vault.name(), marker);
        if (!position.matches("\\d{1,18}(-\\d{1,18})?")) {
            throw GlacierError.invalid("Invalid marker: " + marker);
        }
        int dash = position.indexOf('-');
        return dash < 0
                ? new JobQuery(status, only, Long.parseLong(position), Long.MAX_VALUE)
                : new JobQuery(
                        status,
                        only,
                        Long.parseLong(position.substring(0, dash)),
                        Long.parseLong(position.substring(dash + 1)));
    }

    private static int lag(Call call) {
        String lag = call.header(Headers.LIST_LAG);
        return lag == null ? 0 : Integer.parseInt(lag);
    }
}
