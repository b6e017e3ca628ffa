package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * The account's data retrieval policy. {@code BytesPerHour} is enforced over the last hour's Standard retrievals;
 * {@code FreeTier} is kept but lets everything pass.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/data-retrieval-policy.html">Data retrieval
 *     policies</a>
 */
final class RetrievalPolicy {
    private String strategy = "None";
    private Long bytesPerHour;

    void set(String newStrategy, Long newBytesPerHour) {
        strategy = newStrategy;
        bytesPerHour = newBytesPerHour;
    }

    ObjectNode describe() {
        ObjectNode policy = Json.object();
        policy.putObject("Policy")
                .putArray("Rules")
                .addObject()
                .put("BytesPerHour", bytesPerHour)
                .put("Strategy", strategy);
        return policy;
    }

    void enforce(JobRequest request, long bytes, Collection<Vault> vaults, Instant now) {
        if (bytesPerHour == null || request.retrieval().tier() != Tier.STANDARD) {
            return;
        }
        Instant since = now.minus(Duration.ofHours(1));
        long used = vaults.stream()
                .flatMap(vault -> vault.jobs.values().stream())
                .filter(job -> job.isArchive() && job.created.isAfter(since))
                .filter(job -> job.request.retrieval().tier() == Tier.STANDARD)
                .mapToLong(Job::outputSize)
                .sum();
        if (used + bytes > bytesPerHour) {
            throw new GlacierError(
                    400, "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy.");
        }
    }
}
