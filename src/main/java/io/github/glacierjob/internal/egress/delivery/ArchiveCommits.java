package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.delivery.Commits;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Commits the progress of a delivery to the archive's row, as long as this node holds its claim. Used by one delivery.
 */
final class ArchiveCommits implements Commits {

    private static final String DELIVERED = "STATE = ?, CAUSE = NULL, DONE_AT = ?, FETCHED_BYTES = ?,"
            + " DESTINATION = ?, SINK_CHECKSUM = ?, DIGESTS = ?, PROGRESS = NULL, TRY_AT = NULL";
    private static final String REACHED =
            "PROGRESS = ?, FETCHED_BYTES = ?, OUTPUT_ID = ?, DIGESTS = ?, FAILURES = ?, BEAT_AT = CURRENT_TIMESTAMP";

    private final Desk desk;
    private final HeldArchive archive;
    private final Serving serving;
    private final ArchiveLabels labels;
    private final boolean fromTheStart;
    private Optional<Progress> progress;
    private Optional<String> proof = Optional.empty();
    private int failures;

    /**
     * The commits of one archive.
     *
     * @param labels give the destination of the last message, and the result of its proof
     */
    ArchiveCommits(Desk desk, HeldArchive archive, Serving serving, ArchiveLabels labels) {
        this.desk = desk;
        this.archive = archive;
        this.serving = serving;
        this.labels = labels;
        this.progress = Progress.decode(archive.row().progress());
        this.fromTheStart = progress.isEmpty();
        this.failures = archive.row().failures();
    }

    @Override
    public Optional<Progress> progress() {
        return progress;
    }

    /**
     * The number of earlier failures that still count. Progress ends the count, but not if the delivery began at the
     * first byte: then the chunks may have been delivered before, and the failure is about all of them together.
     */
    int failures() {
        return failures;
    }

    @Override
    public Serving serving(CompletedJob job) {
        return serving;
    }

    @Override
    public String name() {
        return archive.row().name();
    }

    @Override
    public void watch(LongSupplier received) {
        archive.watch(received);
    }

    @Override
    public void requireClaim() {
        desk.patience().until(() -> desk.claims().require(archive));
    }

    @Override
    public void advance(Progress reached) {
        labels.done();
        failures = fromTheStart ? failures : 0;
        if (reached.isDone()) {
            delivered(reached.outputSize(), labels.digests().line(reached));
        } else {
            String line = reached.encode();
            String outputId = ReadyJob.outputId(archive.row());
            String digests = labels.digests().line(reached);
            desk.patience().until(() -> desk.claims()
                    .commit(archive, REACHED, line, reached.position(), outputId, digests, failures));
        }
        progress = Optional.of(reached);
        desk.setbacks().succeeded(archive.row().archiveId());
    }

    private void delivered(long size, String digests) {
        Instant now = desk.vault().ledger().now();
        String place = labels.destination();
        ArchiveState state = labels.digests().isProved() ? ArchiveState.PROVED : ArchiveState.DELIVERED;
        String checksum = labels.checksum();
        desk.patience()
                .until(() -> desk.claims().settle(archive, DELIVERED, state, now, size, place, checksum, digests));
        desk.claims().delivered(archive, size);
        proof = state == ArchiveState.PROVED
                ? Optional.ofNullable(checksum).or(() -> Optional.of(""))
                : Optional.empty();
    }

    /** The checksums by which the destination was compared; empty unless the row is PROVED. */
    Optional<String> proof() {
        return proof;
    }

    @Override
    public void record() {
        Long size = archive.row().size();
        delivered(size == null ? 0 : size, null);
    }

    @Override
    public void close() {
        desk.claims().release(archive);
    }
}
