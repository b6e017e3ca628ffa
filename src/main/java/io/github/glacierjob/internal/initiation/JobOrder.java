package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * An order for a job, and the alternatives that it allows: other tiers, and existing jobs. Immutable.
 *
 * @param request  the SDK's request, complete and checked
 * @param fallback tiers to try in this order when there is no capacity; for archive-retrieval only
 * @param reuse    the shortest remaining lifetime of an existing job's output to reuse the job; empty for a new job
 * @param except   ids of jobs that must not be reused, even if the list shows them
 */
public record JobOrder(InitiateJobRequest request, List<Tier> fallback, Optional<Duration> reuse, Set<String> except) {

    /** Copies the list and the ids. */
    public JobOrder {
        fallback = List.copyOf(fallback);
        except = Set.copyOf(except);
    }

    /** Creates an order that may reuse any job that fits. */
    public JobOrder(InitiateJobRequest request, List<Tier> fallback, Optional<Duration> reuse) {
        this(request, fallback, reuse, Set.of());
    }

    /**
     * Orders an archive's output once more, with the parameters that its job's description shows and no other tier.
     *
     * @param reuse the shortest remaining lifetime of an existing job's output to reuse the job
     * @param gone  ids of jobs whose output is gone, even if the list shows them
     */
    public static JobOrder again(VaultAddress vault, CompletedJob job, Duration reuse, Set<String> gone) {
        JobParameters parameters = JobParameters.builder()
                .type(JobType.ARCHIVE_RETRIEVAL.toString())
                .archiveId(job.details().archiveId())
                .retrievalByteRange(job.details().retrievalByteRange())
                .tier(job.details().tier())
                .description(job.details().jobDescription())
                .snsTopic(job.details().snsTopic())
                .build();
        InitiateJobRequest request = InitiateJobRequest.builder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .jobParameters(parameters)
                .build();
        return new JobOrder(request, List.of(), Optional.of(reuse), gone);
    }

    /**
     * A key that distinguishes this order from other orders of the same message. It does not depend on the tier that
     * succeeds.
     */
    public Object key() {
        return request.toBuilder()
                .overrideConfiguration((AwsRequestOverrideConfiguration) null)
                .jobParameters(request.jobParameters().toBuilder().tier(null).build())
                .build();
    }

    /** A key that is equal for orders that might use the same job. */
    Object competition() {
        return List.of(
                request.vaultName(), String.valueOf(request.jobParameters().archiveId()));
    }

    /** The vault of the request. */
    VaultAddress vault() {
        return VaultAddress.parse(request.vaultName(), request.accountId());
    }

    /** The requests to try one after another while the service has no capacity. */
    List<InitiateJobRequest> tries() {
        if (!JobType.ARCHIVE_RETRIEVAL.isOf(request.jobParameters())) {
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
     * The outcome of an order.
     *
     * @param vault  where the job was ordered
     * @param answer the service's answer; for a reused job, the answer that an order would have got
     * @param reused whether the job existed before the order
     */
    public record Result(VaultAddress vault, InitiateJobResponse answer, boolean reused) {

        static Result of(InitiateJobRequest request, InitiateJobResponse answer, boolean reused) {
            return new Result(VaultAddress.parse(request.vaultName(), request.accountId()), answer, reused);
        }

        static Result of(InitiateJobRequest request, GlacierJobDescription job, boolean reused) {
            VaultAddress asked = VaultAddress.parse(request.vaultName(), request.accountId());
            VaultAddress vault = VaultAddress.ofArn(job.vaultARN()).orElse(asked);
            return new Result(
                    asked,
                    InitiateJobResponse.builder()
                            .jobId(job.jobId())
                            .location("/" + vault.accountId() + "/vaults/" + vault.name() + "/jobs/" + job.jobId())
                            .jobOutputPath(job.jobOutputPath())
                            .build(),
                    reused);
        }
    }
}
