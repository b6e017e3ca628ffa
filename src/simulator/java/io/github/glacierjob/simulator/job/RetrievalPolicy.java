package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * The account's data retrieval policy. {@code BytesPerHour} is enforced over the last hour's Standard retrievals;
 * {@code FreeTier} is kept but lets everything pass.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/data-retrieval-policy.html">Data retrieval
 *     policies</a>
 */
public final class RetrievalPolicy {
    private String strategy = "None";
    private Long bytesPerHour;

    /** Another policy; a rate goes with {@code BytesPerHour} only. */
    public void set(String newStrategy, Long newBytesPerHour) {
        strategy = newStrategy;
        bytesPerHour = newBytesPerHour;
    }

    /** The policy as the service writes it. */
    public ObjectNode describe() {
        ObjectNode policy = Json.object();
        policy.putObject("Policy")
                .putArray("Rules")
                .addObject()
                .put("BytesPerHour", bytesPerHour)
                .put("Strategy", strategy);
        return policy;
    }

    /** 400 if a retrieval of {@code bytes} would be too much after those of the last hour. */
    public void enforce(JobRequest request, long bytes, Jobs jobs, Instant now) {
        if (bytesPerHour == null || !isStandard(request)) {
            return;
        }
        Instant since = now.minus(Duration.ofHours(1));
        long used = jobs.all()
                .filter(job -> job.isArchive() && job.created().isAfter(since))
                .filter(job -> isStandard(job.request()))
                .mapToLong(Job::outputSize)
                .sum();
        if (used + bytes > bytesPerHour) {
            throw new GlacierError(
                    400, "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy.");
        }
    }

    private static boolean isStandard(JobRequest request) {
        return request.retrieval().tier().equals("Standard");
    }
}
