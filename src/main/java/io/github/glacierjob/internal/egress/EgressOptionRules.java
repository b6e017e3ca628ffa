package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.egress.proof.WantedDigests;
import io.github.glacierjob.internal.initiation.JobRules;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.DownloadRules;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.options.OnBadArchive;
import io.github.glacierjob.options.OutputMode;
import java.util.EnumSet;
import java.util.Set;

/** Refuses wrong options of a {@code glacier-egress:} endpoint when it is created. */
public final class EgressOptionRules {

    private static final Set<OutputMode> MODES = EnumSet.of(OutputMode.stream, OutputMode.file, OutputMode.chunks);

    private EgressOptionRules() {}

    public static void check(GlacierEgressOptions options) {
        Rejection.unless(
                MODES.contains(options.getOutputMode()),
                "outputMode",
                options.getOutputMode(),
                "must be stream, file or chunks");
        DownloadRules.check(options);
        Rejection.unless(options.getNamePolicy() != null, "namePolicy", null, "must be files or keys");
        EgressLedger.checkPrefix(options.getTablePrefix());
        Rejection.unless(
                options.getOnBadArchive() != OnBadArchive.emit, "onBadArchive", "emit", "must be skip or error");
        Rejection.unless(
                Set.of("CSV", "JSON", "SHA256SUMS").contains(String.valueOf(options.getFormat())),
                "format",
                options.getFormat(),
                "must be CSV, JSON or SHA256SUMS");
        checkProof(options);
        checkTimes(options);
        checkCounts(options);
        Limits.of(options).checked();
        Rejection.unless(
                options.getTier() != null && Tier.of(options.getTier()).isPresent(),
                "tier",
                options.getTier(),
                "must be Bulk, Standard or Expedited");
        Tier.list("tierFallback", options.getTierFallback());
        JobRules.checkOption("snsTopic", "SNSTopic", options.getSnsTopic());
        JobRules.checkOption("description", "Description", options.getDescription());
    }

    private static void checkProof(GlacierEgressOptions options) {
        WantedDigests.of(options.getDigests());
        Rejection.unless(options.getProofBy() != null, "proofBy", null, "must be answer, body or length");
        Rejection.ifBelow(0, "partSize", options.getPartSize(), "must be 0 bytes or more");
        Rejection.ifBelow(1, "maxObjectSize", options.getMaxObjectSize(), "must be 1 byte or more");
    }

    private static void checkTimes(GlacierEgressOptions options) {
        long life = CompletedJob.OUTPUT_LIFETIME.toMillis();
        Rejection.ifBelow(1, "inventoryMaxAge", options.getInventoryMaxAge(), "must be 1 ms or more");
        Rejection.unless(
                options.getFirstLook() == null || options.getFirstLook() >= 0,
                "firstLook",
                options.getFirstLook(),
                "must be 0 ms or more");
        Rejection.unless(
                options.getExtendBefore() == null
                        || options.getExtendBefore() >= 0 && options.getExtendBefore() <= life,
                "extendBefore",
                options.getExtendBefore(),
                "must be 0 to " + life + " ms (24 hours)");
    }

    private static void checkCounts(GlacierEgressOptions options) {
        Rejection.ifBelow(1, "jobsInFlight", options.getJobsInFlight(), "must be 1 or more");
        Rejection.ifBelow(0, "maxExtensions", options.getMaxExtensions(), "must be 0 or more");
        Rejection.ifBelow(1, "maxArchiveFailures", options.getMaxArchiveFailures(), "must be 1 or more");
    }
}
