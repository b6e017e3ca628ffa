package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.VaultAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * The reference to a job in an answer of the service, or in a document made from an answer: its vault, id and archive. It
 * never has the parameters of the job's request, so that an answer does not become a request. Immutable.
 *
 * @param vault     the vault; empty if the answer does not name it
 * @param jobId     the job; empty for an archive of an inventory
 * @param archiveId the archive; empty for inventories and if the answer does not name it
 */
public record JobMention(Optional<VaultAddress> vault, Optional<String> jobId, Optional<String> archiveId) {

    private static final Pattern LOCATION =
            Pattern.compile("/(-|\\d{12})/vaults/(?!\\.{1,2}/)([A-Za-z0-9_.-]{1,255})/jobs/[^/]+");
    private static final Set<String> INITIATED = Set.of("jobId", "location", "jobOutputPath");

    /** Members of an inventory's archive; the service may add others. */
    private static final Set<String> ARCHIVE = Set.of("ArchiveDescription", "CreationDate", "Size", "SHA256TreeHash");

    /** Members of requests for a job, which no archive has. */
    private static final Set<String> ONLY_ASKED = ServiceJson.PARAMETERS.members().stream()
            .filter(member -> !member.equals("ArchiveId"))
            .collect(Collectors.toUnmodifiableSet());

    public static JobMention of(GlacierJobDescription job) {
        return new JobMention(
                VaultAddress.ofArn(job.vaultARN()),
                Optional.ofNullable(job.jobId()),
                Optional.ofNullable(job.archiveId()));
    }

    public static JobMention of(InitiateJobResponse job) {
        return new JobMention(
                vaultOf(job.location()), Optional.ofNullable(job.jobId()).map(String::strip), Optional.empty());
    }

    private static Optional<VaultAddress> vaultOf(String location) {
        Matcher path = LOCATION.matcher(String.valueOf(location));
        return path.matches()
                ? Optional.of(new VaultAddress(Optional.empty(), path.group(1), path.group(2)))
                : Optional.empty();
    }

    /** Creates the mention of an archive of an inventory, without a job. */
    public static JobMention ofArchive(String archiveId) {
        return new JobMention(Optional.empty(), Optional.empty(), Optional.of(archiveId));
    }

    /**
     * Recognises a job's description or notification, the answer to an initiation, the descriptor of a range, and an
     * archive of an inventory.
     *
     * @return empty if it is something else
     * @throws IllegalArgumentException if it is one of these, but a member has a wrong type
     */
    public static Optional<JobMention> in(Map<?, ?> document) {
        Optional<GlacierJobDescription> job = Notification.in(document);
        if (job.isPresent()) {
            return job.map(JobMention::of);
        }
        boolean newOrRange = document.get("jobId") instanceof CharSequence;
        if (newOrRange && document.containsKey("vaultArn")) {
            return Optional.of(ofRange(document));
        }
        boolean located = document.get("location") instanceof CharSequence;
        if (newOrRange && (located || INITIATED.containsAll(document.keySet()))) {
            return Optional.of(of(ServiceJson.INITIATED.fromMap(document)));
        }
        boolean archive = document.get("ArchiveId") instanceof CharSequence
                && document.keySet().stream().anyMatch(ARCHIVE::contains)
                && document.keySet().stream().noneMatch(ONLY_ASKED::contains);
        return archive ? text(document, "ArchiveId").map(JobMention::ofArchive) : Optional.empty();
    }

    private static JobMention ofRange(Map<?, ?> descriptor) {
        return new JobMention(
                text(descriptor, "vaultArn").map(arn -> VaultAddress.parse(arn, null)),
                text(descriptor, "jobId"),
                text(descriptor, "archiveId"));
    }

    private static Optional<String> text(Map<?, ?> document, String member) {
        return Rejection.text("body: " + member, document.get(member));
    }

    /**
     * Chooses the vault for requests: the expected vault or, only if {@code anyVault}, the mentioned vault.
     *
     * @param region the region of this component's client, null if it is not known
     * @throws IllegalArgumentException if the mention has another region or vault; the message names both
     */
    public VaultAddress vaultAmong(VaultAddress expected, String region, boolean anyVault) {
        if (vault.isEmpty()) {
            return expected;
        }
        VaultAddress mentioned = vault.get();
        String here = expected.region().orElse(region);
        boolean near = here == null
                || mentioned.region().isEmpty()
                || mentioned.region().get().equals(here);
        boolean same = mentioned.name().equals(expected.name())
                && (expected.accountId().equals("-") || mentioned.accountId().equals(expected.accountId()));
        if (near && (same || anyVault)) {
            return same ? expected : mentioned;
        }
        throw Rejection.of(
                "VaultARN",
                mentioned + mentioned.region().map(there -> " in " + there).orElse(""),
                "is another vault than " + expected + (here == null ? "" : " in " + here)
                        + "; anyVault=true accepts other vaults of the region");
    }
}
