package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.proof.SinkDifferenceException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The result of the proof of a message until it is done, as a property of its exchange. What was found last counts. A
 * copy of the exchange may live longer. Thread-safe.
 */
public final class DeliveryProof {

    private static final String PROPERTY = "CamelGlacierEgressDeliveryProof";

    private final String archiveId;
    private final OwnBody ownBody;
    private final Supplier<List<Expected>> expected;
    private Finding finding;
    private boolean over;

    /**
     * What was found.
     *
     * @param checksum   what the destination's answer and the bytes have in common; null if they differ
     * @param place      where the destination has them; null if it is not known
     * @param difference null if there is none
     * @param whole      whether the difference is one of all chunks together
     */
    public record Finding(String checksum, String place, String difference, boolean whole) {

        public boolean isProof() {
            return difference == null;
        }

        /** The difference of an archive. */
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

    /** The proof of an exchange that is on its way from a vault. */
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

    /** Stores the result; false if it is too late, because the message is done. */
    synchronized boolean found(Finding found) {
        finding = over ? finding : found;
        return !over;
    }

    /** The message is done: a later result changes nothing in the commit. */
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The result; empty if there was no comparison yet. */
    public synchronized Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }
}
