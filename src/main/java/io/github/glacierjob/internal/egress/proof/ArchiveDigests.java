package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.egress.GlacierEgressConstants;
import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.message.OutputStreamCache;
import io.github.glacierjob.internal.output.ChunkTap;
import io.github.glacierjob.internal.output.DigestPlan;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.output.TapAside;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.proof.SinkDifferenceException;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Calculates the digests of one archive during its delivery: for each message those of its bytes, and for the ledger
 * those of all bytes. Used by one delivery; a stream may be read by another thread.
 */
public final class ArchiveDigests {

    /** The name of the header and of the exchange property of each digest. */
    private static final Map<DigestAlgorithm, String> NAMES = new EnumMap<>(Map.of(
            DigestAlgorithm.MD5, GlacierEgressConstants.MD5,
            DigestAlgorithm.SHA_256, GlacierEgressConstants.SHA256,
            DigestAlgorithm.CRC32C, GlacierEgressConstants.CRC32C,
            DigestAlgorithm.CRC64NVME, GlacierEgressConstants.CRC64NVME));

    private final Set<DigestAlgorithm> algorithms;
    private final long partSize;
    private final String archiveId;
    private final String treeHash;
    private final ObjectPlan plan;
    private final AtomicReference<Seen> complete = new AtomicReference<>();
    private final ChunkRecords records;
    private final ChunkRecord chunks;
    private DeliveryProof proof;

    /**
     * The digests of an archive whose delivery continues at the position in its row.
     *
     * @param treeHash the tree hash of the whole archive; null if it is not known, or not to be checked
     * @param records  what this node has read of the archive before
     */
    public ArchiveDigests(GlacierEgressOptions options, ArchiveRow row, String treeHash, ChunkRecords records) {
        this.algorithms = WantedDigests.of(options.getDigests());
        this.partSize = options.getPartSize();
        this.archiveId = row.archiveId();
        this.treeHash = treeHash;
        this.plan = new ObjectPlan(options.getMaxObjectSize());
        this.records = records;
        this.chunks = ChunkRecord.of(algorithms, row.digests(), Progress.decode(row.progress()), records.of(archiveId));
    }

    /** Sets the headers of a message that will be sent next. */
    public void label(Exchange exchange) {
        Message message = exchange.getMessage();
        NAMES.values().forEach(message::removeHeader);
        if (message.getBody() instanceof OutputStreamCache stream) {
            stream(exchange, stream);
        } else if (message.getBody() instanceof File file) {
            file(exchange, file);
        }
        proof.putInto(exchange);
    }

    /** The digests that are computed of chunks, from the position where their download begins. */
    public DigestPlan plan(long position) {
        return new DigestPlan(algorithms, chunks.before(position));
    }

    /**
     * Sets the headers of a chunk that will be sent next.
     *
     * @param digests of its bytes
     * @param all     of all bytes up to its end
     */
    public void label(Exchange exchange, Digests digests, DigestRun all) {
        NAMES.values().forEach(exchange.getMessage()::removeHeader);
        chunk(exchange, digests, all);
        proof.putInto(exchange);
    }

    private void stream(Exchange exchange, OutputStreamCache stream) {
        long size = exchange.getMessage().getHeader(GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, 0L, Long.class);
        proof = new DeliveryProof(archiveId, stream, () -> whole(size));
        if (!algorithms.isEmpty()) {
            stream.tap(exchange, one -> () -> new TapAside(tap(one)));
        }
    }

    private ChunkTap tap(Exchange exchange) {
        Seen seen = new Seen(algorithms, partSize);
        return (bytes, isLast) -> {
            seen.update(bytes, bytes.length);
            if (isLast) {
                seen.end();
                complete.set(seen);
                put(seen.whole(), exchange::setProperty);
            }
        };
    }

    private void file(Exchange exchange, File file) {
        if (!algorithms.isEmpty()) {
            Seen seen = ReadBack.digests(file, new Seen(algorithms, partSize), treeHash);
            complete.set(seen);
            put(seen.whole(), exchange.getMessage()::setHeader);
            put(seen.whole(), exchange::setProperty);
        }
        long size = file.length();
        proof = new DeliveryProof(archiveId, file, () -> whole(size));
    }

    private List<Expected> whole(long size) {
        Seen seen = algorithms.isEmpty() ? new Seen(algorithms, 0) : complete.get();
        if (seen == null) {
            return List.of();
        }
        Digests known = algorithms.isEmpty() ? Digests.known(size, Map.of()) : seen.whole();
        return List.of(new Expected("the archive", 0, known, seen.parts(), treeHash));
    }

    private void chunk(Exchange exchange, Digests digests, DigestRun all) {
        Message message = exchange.getMessage();
        put(digests, message::setHeader);
        long start = message.getHeader(GlacierJobConstants.CHUNK_START, Long.class);
        ObjectPlan.Place place = plan.place(message);
        plan.label(message, place, archiveId);
        chunks.take(start, digests, all, place);
        List<Expected> expected = new ArrayList<>();
        String chunkHash = message.getHeader(GlacierJobConstants.CHUNK_TREE_HASH, String.class);
        expected.add(new Expected("chunk " + place.chunk(), start, digests, null, chunkHash));
        chunks.object().ifPresent(expected::add);
        if (place.isLastChunk()) {
            chunks.whole(treeHash).ifPresent(whole -> {
                expected.add(whole);
                put(whole.digests(), exchange::setProperty);
            });
        }
        proof = new DeliveryProof(archiveId, message.getBody(), () -> expected);
    }

    private static void put(Digests digests, BiConsumer<String, Object> into) {
        NAMES.forEach((algorithm, name) -> digests.base64(algorithm).ifPresent(value -> into.accept(name, value)));
    }

    /** The result of the proof of the last message; empty if there was no comparison. */
    public Optional<DeliveryProof.Finding> finding() {
        return proof == null ? Optional.empty() : proof.finding();
    }

    /**
     * Ends the last message. If its proof has found a difference, the delivery fails, even if the route has ignored the
     * failure.
     *
     * @throws SinkDifferenceException if there is a difference
     */
    public void requireNoDifference() {
        if (proof != null) {
            proof.end();
        }
        Optional<DeliveryProof.Finding> difference = finding().filter(found -> !found.isProof());
        if (difference.isPresent()) {
            throw difference.get().exception(archiveId);
        }
    }

    /** Marks the last message as done, so that its digests can be committed. */
    public void reached() {
        chunks.reached(finding().filter(DeliveryProof.Finding::isProof).isPresent());
        if (chunks.isBegun()) {
            records.keep(archiveId, chunks.mark());
        }
    }

    /** The text with the digests for the row, after the given progress. */
    public String line(Progress reached) {
        if (!reached.isDone()) {
            return chunks.line();
        }
        Seen seen = complete.get();
        Digests whole =
                seen == null ? chunks.whole(treeHash).map(Expected::digests).orElse(null) : seen.whole();
        return whole == null || whole.algorithms().isEmpty() ? null : whole.line();
    }

    /** Whether all messages of the archive were proved. */
    public boolean isProved() {
        boolean last = finding().filter(DeliveryProof.Finding::isProof).isPresent();
        return last && (!chunks.isBegun() || chunks.areProved());
    }
}
