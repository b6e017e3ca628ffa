package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.order.Order.Fate;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.text.JobIds;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/** Sends the requests for jobs, each once, and returns the outcomes. Thread-safe. */
final class OrderRequests {

    private static final int BAD_REQUEST = 400;

    private final OrderSettings settings;
    private final GlacierJobs jobs;

    OrderRequests(OrderSettings settings, GlacierJobs jobs) {
        this.settings = settings;
        this.jobs = jobs;
    }

    /**
     * Orders a whole archive. If a tier has no capacity, the next tier is tried.
     *
     * @param mayBeSent called before each request; false ends the order
     */
    Outcome send(Order order, BooleanSupplier mayBeSent) {
        Outcome outcome = Outcome.of(order, Fate.NOT_SENT, null, "it was not sent");
        for (Tier tier : settings.tiers()) {
            if (!mayBeSent.getAsBoolean()) {
                return Outcome.of(order, Fate.NOT_SENT, null, "it was not sent");
            }
            outcome = send(order, tier);
            if (outcome.fate() != Fate.NO_CAPACITY) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome send(Order order, Tier tier) {
        try {
            InitiateJobResponse answer = jobs.initiate(request(order, tier));
            return JobIds.isId(answer.jobId())
                    ? Outcome.placed(order, answer.jobId(), tier)
                    : Outcome.of(order, Fate.UNCLEAR, tier, "the answer has no job id");
        } catch (RuntimeException e) {
            return Outcome.of(order, fate(order, e), tier, words(e));
        }
    }

    /** The service's own message, without the status codes and ids that the SDK adds. */
    private static String words(RuntimeException failure) {
        boolean answered = failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorMessage() != null;
        return answered ? ((AwsServiceException) failure).awsErrorDetails().errorMessage() : failure.getMessage();
    }

    private static Fate fate(Order order, RuntimeException failure) {
        if (Failure.isUnclear(failure)) {
            return Fate.UNCLEAR;
        }
        return switch (Failure.of(failure)) {
            case THROTTLED -> Fate.THROTTLED;
            case UNREACHED -> Fate.UNREACHED;
            case POLICY -> Fate.POLICY;
            case NO_CAPACITY -> Fate.NO_CAPACITY;
            case STOPPED, TRANSIENT -> Fate.UNCLEAR;
            default -> refusal(order, failure);
        };
    }

    /**
     * The outcome of a refusal. A missing vault, or another account's vault, has the same error code as a missing
     * archive: only a message with the archive's id is about the archive.
     */
    private static Fate refusal(Order order, RuntimeException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return Fate.REFUSED;
        }
        boolean aboutArchive = String.valueOf(words(answer)).contains(order.archiveId());
        if (Failure.of(answer) == Failure.GONE && aboutArchive) {
            return Fate.UNKNOWN_ARCHIVE;
        }
        return answer.statusCode() == BAD_REQUEST && Failure.codeOf(answer).contains("ParameterValue")
                ? Fate.BAD_VALUE
                : Fate.REFUSED;
    }

    private InitiateJobRequest request(Order order, Tier tier) {
        return InitiateJobRequest.builder()
                .accountId(settings.options().vault().accountId())
                .vaultName(settings.options().vault().name())
                .jobParameters(JobParameters.builder()
                        .type("archive-retrieval")
                        .archiveId(order.archiveId())
                        .tier(tier.toString())
                        .description(settings.options().getDescription())
                        .snsTopic(settings.options().getSnsTopic())
                        .build())
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .apiCallTimeout(settings.requestTime())
                        .build())
                .build();
    }
}
