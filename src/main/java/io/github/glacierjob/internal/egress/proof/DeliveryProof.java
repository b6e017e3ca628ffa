package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.proof.SinkDifferenceException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Keeps the result of the proof of a message until the message is done, as a property of its exchange. The last result
 * of a destination counts. A copy of the exchange may exist longer. Thread-safe.
 */
public final class DeliveryProof {

    private static final String PROPERTY = "CamelGlacierEgressDeliveryProof";

    private final String archiveId;
    private final OwnBody ownBody;
    private final Supplier<List<Expected>> expected;
    private Finding finding;
    private boolean over;

    /**
     * The result of a comparison.
     *
     * @param checksum   the checksum that the destination's answer and the bytes have in common; null if they differ
     * @param place      where the destination has the bytes; null if it is not known
     * @param difference null if there is no difference
     * @param whole      whether the difference concerns all chunks together
     */
    public record Finding(String checksum, String place, String difference, boolean whole) {

        public boolean isProof() {
            return difference == null;
        }

        /** Whether it certainly concerns another destination. */
        private boolean isElsewhere(Finding other) {
            return place != null && other.place != null && !place.equals(other.place);
        }

        /** The exception for the difference of an archive. */
        SinkDifferenceException exception(String archiveId) {
            return new SinkDifferenceException("Archive " + Rejection.printable(archiveId) + ", " + difference, whole);
        }
    }

    /**
     * The proof of one message.
     *
     * @param body     the message's own body
     * @param expected what the destination can have after this message
     */
    DeliveryProof(String archiveId, Object body, Supplier<List<Expected>> expected) {
        this.archiveId = archiveId;
        this.ownBody = new OwnBody(body);
        this.expected = expected;
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The proof of an exchange that is being delivered from a vault. */
    public static Optional<DeliveryProof> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, DeliveryProof.class));
    }

    public String archiveId() {
        return archiveId;
    }

    boolean isOfChunk() {
        return ownBody.isChunk();
    }

    OwnBody ownBody() {
        return ownBody;
    }

    List<Expected> expected() {
        return expected.get();
    }

    /**
     * Stores the result; returns false if it is too late because the message is done. A difference at one destination
     * stays if another destination has the right bytes.
     */
    synchronized boolean found(Finding found) {
        boolean stays = finding != null && !finding.isProof() && found.isProof() && found.isElsewhere(finding);
        finding = over || stays ? finding : found;
        return !over;
    }

    /** Marks the message as done: a later result does not change the commit. */
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The result; empty if nothing was compared yet. */
    public synchronized Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }
}
