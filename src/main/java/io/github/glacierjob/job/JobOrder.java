package io.github.glacierjob.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * A job that is wanted, and what it may be instead of a new one of its own tier. Immutable.
 *
 * @param request  the SDK's request, complete and checked
 * @param fallback tiers to try in this order when there is no capacity; for archive-retrieval only
 * @param reuse    how long the output of an existing job must live at least to be taken instead; empty for a new job
 */
public record JobOrder(InitiateJobRequest request, List<Tier> fallback, Optional<Duration> reuse) {

    /** Copies the list. */
    public JobOrder {
        fallback = List.copyOf(fallback);
    }

    /**
     * What tells this order from another one of the same message, whichever tier it ends with.
     *
     * @return a key with {@code equals}
     */
    public Object key() {
        return request.toBuilder()
                .overrideConfiguration((AwsRequestOverrideConfiguration) null)
                .jobParameters(request.jobParameters().toBuilder().tier(null).build())
                .build();
    }

    /** What orders have in common that might take the same job. */
    Object place() {
        return List.of(
                request.vaultName(), String.valueOf(request.jobParameters().archiveId()));
    }

    /** The requests to try, one after the other while there is no capacity. */
    List<InitiateJobRequest> tries() {
        if (!JobType.ARCHIVE_RETRIEVAL.toString().equals(request.jobParameters().type())) {
            return List.of(request);
        }
        Optional<Tier> asked = Tier.of(request.jobParameters().tier());
        Stream<InitiateJobRequest> others = fallback.stream()
                .filter(tier -> !Optional.of(tier).equals(asked))
                .map(tier -> request.toBuilder()
                        .jobParameters(request.jobParameters().toBuilder()
                                .tier(tier.toString())
                                .build())
                        .build());
        return Stream.concat(Stream.of(request), others).toList();
    }

    /**
     * What became of an order.
     *
     * @param answer the service's answer, or what it would have been
     * @param reused whether the job was there before the order
     */
    public record Filled(InitiateJobResponse answer, boolean reused) {

        static Filled by(GlacierJobDescription job, boolean reused) {
            VaultAddress vault = VaultAddress.parse(job.vaultARN(), null);
            return new Filled(
                    InitiateJobResponse.builder()
                            .jobId(job.jobId())
                            .location("/" + vault.accountId() + "/vaults/" + vault.name() + "/jobs/" + job.jobId())
                            .jobOutputPath(job.jobOutputPath())
                            .build(),
                    reused);
        }
    }
}
