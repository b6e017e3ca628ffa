package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OutputMode;
import org.apache.camel.support.LanguageSupport;
import software.amazon.awssdk.services.glacier.model.ActionCode;

/** Refuses wrong options of a {@code glacier-job:} endpoint when it is created. */
public final class OptionRules {

    private static final long OUTPUT_LIFETIME = CompletedJob.OUTPUT_LIFETIME.toMillis();

    private OptionRules() {}

    public static void check(GlacierJobOptions options) {
        DownloadRules.check(options);
        Tier.list("tierFallback", options.getTierFallback());
        Rejection.unless(
                options.getReuseMinLife() >= 0 && options.getReuseMinLife() <= OUTPUT_LIFETIME,
                "reuseMinLife",
                options.getReuseMinLife(),
                "must be 0 to " + OUTPUT_LIFETIME + " ms (24 hours)");
        checkConsumer(options);
        String status = options.getFilterStatusCode();
        new JobQuery(
                status != null && isExpression(status) ? null : status,
                options.getFilterCompleted(),
                options.getLimit(),
                options.getMarker());
    }

    private static void checkConsumer(GlacierJobOptions options) {
        Rejection.ifBelow(0, "maxJobFailures", options.getMaxJobFailures(), "must be 0 or more");
        Rejection.ifBelow(0, "maxReinitiations", options.getMaxReinitiations(), "must be 0 or more");
        Rejection.unless(
                options.getIdempotentRepository() == null
                        || options.getIdempotentRepository() != options.getInProgressRepository(),
                "inProgressRepository",
                options.getInProgressRepository(),
                "must not be the idempotentRepository: a claimed job would count as consumed");
        String directory = options.getStateDirectory();
        Rejection.unless(
                directory == null || directory.isEmpty() || !directory.isBlank() && directory.indexOf('\0') < 0,
                "stateDirectory",
                directory,
                "must be the path of a directory");
        if (options.getJobId() != null && !options.getJobId().isEmpty() && !isExpression(options.getJobId())) {
            JobIds.checked("jobId", options.getJobId());
        }
        checkActions(options);
    }

    /** Whether a text is an expression, which a producer evaluates for each exchange. */
    private static boolean isExpression(String text) {
        return LanguageSupport.hasSimpleFunction(text);
    }

    /** Refuses expressions in a consumer's options, because a consumer has no exchange to evaluate them. */
    public static void checkConsumed(GlacierJobOptions options) {
        Rejection.unless(
                options.getJobId() == null || !isExpression(options.getJobId()),
                "jobId",
                options.getJobId(),
                "must be the id of a job: only a producer has an exchange that an expression can read");
    }

    private static void checkActions(GlacierJobOptions options) {
        if (options.getActions() != null && !options.getActions().isEmpty()) {
            for (String action : options.getActions().split(",", -1)) {
                Rejection.unless(
                        ActionCode.knownValues().contains(ActionCode.fromValue(action.trim())),
                        "actions",
                        action,
                        "must be ArchiveRetrieval, InventoryRetrieval or Select");
            }
            Rejection.unless(
                    options.getOutputMode() != OutputMode.archives
                            || options.getActions().contains(ActionCode.INVENTORY_RETRIEVAL.toString()),
                    "actions",
                    options.getActions(),
                    "must contain InventoryRetrieval: outputMode=archives consumes nothing else");
        }
    }
}
