package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.egress.GlacierEgressConstants;
import io.github.glacierjob.internal.delivery.Labels;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.proof.ArchiveDigests;
import io.github.glacierjob.internal.egress.proof.ChunkRecords;
import io.github.glacierjob.internal.egress.proof.DeliveryProof;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.message.OutputStreamCache;
import io.github.glacierjob.internal.output.DigestPlan;
import io.github.glacierjob.internal.output.UnreadableOutputException;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.options.OutputMode;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Ordered;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/** Writes the headers of an archive's messages, and reads where the route has sent them. Used by one delivery. */
final class ArchiveLabels implements Labels {

    private static final int LONGEST_DESTINATION = 2000;

    private final HeldArchive archive;
    private final CompletedJob job;
    private final boolean named;
    private final ArchiveDigests digests;
    private final AtomicReference<String> destination = new AtomicReference<>();
    private final AtomicReference<OutputStreamCache> stream = new AtomicReference<>();

    /** The labels of one archive's messages. If one message is the whole archive, it has the archive's name. */
    ArchiveLabels(HeldArchive archive, CompletedJob job, GlacierEgressOptions options, ChunkRecords seen) {
        this.archive = archive;
        this.job = job;
        this.named = options.getOutputMode() != OutputMode.chunks;
        String hash = options.getChecksumPolicy() == ChecksumPolicy.none ? null : treeHash(archive.row());
        this.digests = new ArchiveDigests(options, archive.row(), hash, seen);
    }

    private String treeHash(ArchiveRow row) {
        return row.treeHash() == null ? job.details().archiveSHA256TreeHash() : row.treeHash();
    }

    @Override
    public void write(Exchange exchange) {
        describe(exchange);
        digests.label(exchange);
    }

    @Override
    public DigestPlan digests(long position) {
        return digests.plan(position);
    }

    @Override
    public void write(Exchange exchange, Digests chunk, DigestRun all) {
        describe(exchange);
        digests.label(exchange, chunk, all);
    }

    private void describe(Exchange exchange) {
        Message message = exchange.getMessage();
        stream.set(message.getBody() instanceof OutputStreamCache body ? body : null);
        ArchiveRow row = archive.row();
        String name = row.name() == null ? row.archiveId() : row.name();
        AnswerHeaders.put(message, GlacierEgressConstants.ARCHIVE, listed(row).orElse(null));
        AnswerHeaders.put(message, GlacierEgressConstants.NAME, name);
        AnswerHeaders.put(message, GlacierJobConstants.FILE_NAME, named ? name : null);
        AnswerHeaders.put(message, GlacierEgressConstants.FILE_LAST_MODIFIED, modified(row));
        Instant date = archive.inventoryDate();
        AnswerHeaders.put(message, GlacierJobConstants.INVENTORY_DATE, date == null ? null : date.toString());
        Object produced = message.getHeader(GlacierJobConstants.FILE_NAME_PRODUCED);
        exchange.getExchangeExtension().addOnCompletion(new Arrival(produced));
    }

    /** The date in Camel's format for files, which has no dates before 1970; null if the date is not known. */
    private static Long modified(ArchiveRow row) {
        return row.modified() == null || row.modified().toEpochMilli() < 0
                ? null
                : row.modified().toEpochMilli();
    }

    /** The archive as the inventory lists it. If the inventory lacks a value, the job's value is used. */
    private Optional<InventoryArchive> listed(ArchiveRow row) {
        Long size = row.size() == null ? job.details().archiveSizeInBytes() : row.size();
        String hash = treeHash(row);
        if (size == null || hash == null || row.created() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InventoryArchive(
                    row.archiveId(), row.description(), row.created().toString(), size, hash));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The destination of the last message, according to the proof or else to the exchange; null if neither has one. */
    String destination() {
        return digests.finding()
                .map(DeliveryProof.Finding::place)
                .map(ArchiveLabels::shortened)
                .orElseGet(destination::get);
    }

    private static String shortened(String place) {
        return StringHelper.limitLength(Rejection.printable(place), LONGEST_DESTINATION);
    }

    ArchiveDigests digests() {
        return digests;
    }

    /**
     * The checksum that the destination's answer and the bytes of the last message have in common; null if they were
     * not compared.
     */
    String checksum() {
        return digests.finding().map(DeliveryProof.Finding::checksum).orElse(null);
    }

    /**
     * Marks the last message as done.
     *
     * @throws RuntimeCamelException   if the stream could not be read to its end, even if the route has handled that
     * @throws SinkDifferenceException if its proof has found a difference
     */
    void done() {
        Optional.ofNullable(stream.get()).flatMap(OutputStreamCache::failure).ifPresent(this::refuse);
        digests.requireNoDifference();
        digests.reached();
    }

    private void refuse(UnreadableOutputException failure) {
        throw new RuntimeCamelException(
                "Archive " + Rejection.printable(archive.row().archiveId())
                        + ": the route completed, but it could not read all bytes: " + failure.getMessage(),
                failure.getCause());
    }

    /**
     * Reads the destination of a message when it is done. Runs before other completions, because the exchange may be
     * used for another message afterwards.
     */
    private final class Arrival extends SynchronizationAdapter {

        private final Object producedBefore;

        Arrival(Object producedBefore) {
            this.producedBefore = producedBefore;
        }

        @Override
        public void onComplete(Exchange exchange) {
            Object produced = exchange.getMessage().getHeader(GlacierJobConstants.FILE_NAME_PRODUCED);
            Object place = produced == null || produced.equals(producedBefore)
                    ? exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT)
                    : produced;
            if (place != null && !place.toString().startsWith("glacier-egress:")) {
                destination.set(shortened(URISupport.sanitizeUri(place.toString())));
            }
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST;
        }
    }
}
