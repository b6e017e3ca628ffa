package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The account's data retrieval policy. {@code BytesPerHour} limits the Standard retrievals of the last hour,
 * {@code FreeTier} the Standard retrievals of the day in UTC.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/data-retrieval-policy.html">Data retrieval
 *     policies</a>
 */
public final class RetrievalPolicy {
    private static final Duration HOUR = Duration.ofHours(1);

    private final long freeBytesPerDay;
    private String strategy = "None";
    private Long bytesPerHour;

    /**
     * Creates a policy without limits.
     *
     * @param freeBytesPerDay the bytes that {@code FreeTier} allows in a day
     */
    public RetrievalPolicy(long freeBytesPerDay) {
        this.freeBytesPerDay = freeBytesPerDay;
    }

    /** Sets the policy; only {@code BytesPerHour} has a rate. */
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

    /**
     * Throws 400 if a retrieval of {@code bytes} exceeds the limit, together with the retrievals of the last hour or of
     * the day.
     */
    public void enforce(JobRequest request, long bytes, Jobs jobs, Instant now) {
        if (!isStandard(request)) {
            return;
        }
        boolean tooMuch =
                switch (strategy) {
                    case "BytesPerHour" -> used(jobs, now.minus(HOUR).plusNanos(1)) + bytes > bytesPerHour;
                    case "FreeTier" -> used(jobs, now.truncatedTo(ChronoUnit.DAYS)) + bytes > freeBytesPerDay;
                    default -> false;
                };
        if (tooMuch) {
            throw new GlacierError(
                    400, "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy.");
        }
    }

    private static long used(Jobs jobs, Instant since) {
        return jobs.all()
                .filter(job -> job.isArchive() && !job.created().isBefore(since))
                .filter(job -> isStandard(job.request()))
                .mapToLong(Job::outputSize)
                .sum();
    }

    private static boolean isStandard(JobRequest request) {
        return request.retrieval().tier().equals("Standard");
    }
}
