package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.HttpDate;
import io.github.glacierjob.job.VaultAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobDescription;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobInput;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * A job that was just initiated.
 *
 * @param request the request that initiated it
 * @param answer  the service's answer
 * @param region  the AWS region of the client, if it is known
 */
record InitiatedJob(InitiateJobRequest request, InitiateJobResponse answer, Optional<String> region) {

    /**
     * The description that the service will list for the job; the archive's size and hash are not known yet.
     *
     * @param now the current time of this machine, for an answer without a date
     */
    GlacierJobDescription description(Instant now) {
        JobParameters asked = request.jobParameters();
        return GlacierJobDescription.builder()
                .jobId(answer.jobId())
                .jobOutputPath(answer.jobOutputPath())
                .vaultARN(arn().orElse(null))
                .creationDate(madeAt().orElse(now).toString())
                .action(Stream.of(JobType.values())
                        .filter(type -> type.isOf(asked))
                        .findFirst()
                        .map(JobType::action)
                        .orElse(null))
                .archiveId(asked.archiveId())
                .retrievalByteRange(asked.retrievalByteRange())
                .jobDescription(asked.description())
                .snsTopic(asked.snsTopic())
                .tier(asked.tier())
                .selectParameters(asked.selectParameters())
                .inventoryRetrievalParameters(filters())
                .completed(false)
                .statusCode(StatusCode.IN_PROGRESS)
                .build();
    }

    private InventoryRetrievalJobDescription filters() {
        JobParameters asked = request.jobParameters();
        InventoryRetrievalJobInput filters = asked.inventoryRetrievalParameters();
        var shown = InventoryRetrievalJobDescription.builder().format(asked.format());
        return filters == null
                ? shown.build()
                : shown.startDate(filters.startDate())
                        .endDate(filters.endDate())
                        .limit(filters.limit())
                        .marker(filters.marker())
                        .build();
    }

    private Optional<Instant> madeAt() {
        return HttpDate.in(
                Optional.ofNullable(answer.sdkHttpResponse()).flatMap(http -> http.firstMatchingHeader("Date")));
    }

    /** The vault's ARN; the account number is from the location in the answer. */
    private Optional<String> arn() {
        Optional<VaultAddress> vault = JobMention.of(answer).vault();
        return region.flatMap(at -> vault.map(
                of -> "arn:" + partition(at) + ":glacier:" + at + ":" + of.accountId() + ":vaults/" + of.name()));
    }

    private static String partition(String region) {
        return Optional.ofNullable(Region.of(region).metadata())
                .map(known -> known.partition().id())
                .orElse("aws");
    }
}
