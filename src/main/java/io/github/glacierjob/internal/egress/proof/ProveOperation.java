package io.github.glacierjob.internal.egress.proof;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.options.ProofBy;
import io.github.glacierjob.proof.SinkAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Compares the bytes at the destination with the bytes that were read. In the route of an archive, it marks the
 * message, and the row becomes PROVED when the exchange has completed. Later, it changes the row itself. Thread-safe.
 */
public final class ProveOperation implements Processor {

    private final EgressVault vault;
    private final SinkAnswers sinks;
    private final DeliveredRows rows;

    public ProveOperation(EgressVault vault, CamelContext context) {
        this.vault = vault;
        this.sinks = new SinkAnswers(context);
        this.rows = new DeliveredRows(vault);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String named = DeliveredRows.named(exchange.getMessage());
        Optional<DeliveryProof> delivery = DeliveryProof.of(exchange)
                .filter(proof -> named == null || proof.archiveId().equals(named));
        if (delivery.isEmpty()) {
            DeliveredRows.Row row = rows.of(named);
            later(exchange, row, List.of(row.expected()), OwnBody.NONE);
        } else if (!marks(exchange, delivery.get())) {
            afterwards(exchange, delivery.get());
        }
    }

    /** Stores the result in the message; returns false if the message is already done. */
    private boolean marks(Exchange exchange, DeliveryProof proof) throws IOException {
        if (proof.isOver()) {
            return false;
        }
        DeliveryProof.Finding finding = compare(exchange, proof.archiveId(), proof.expected(), proof.ownBody());
        boolean isInTime = proof.found(finding);
        if (isInTime && !finding.isProof()) {
            throw finding.exception(proof.archiveId());
        }
        return isInTime;
    }

    /**
     * Compares a copy of a message that is already done, for example after {@code wireTap} or {@code aggregate}, and
     * changes the row.
     */
    private void afterwards(Exchange exchange, DeliveryProof proof) throws IOException {
        if (proof.isOfChunk()) {
            throw new IllegalStateException("Archive " + printable(proof.archiveId())
                    + ": the exchange of the chunk has completed, so the chunk cannot be proved any more; use"
                    + " operation=prove within the route");
        }
        later(exchange, rows.of(proof.archiveId()), proof.expected(), proof.ownBody());
    }

    private void later(Exchange exchange, DeliveredRows.Row row, List<Expected> expected, OwnBody own)
            throws IOException {
        DeliveryProof.Finding finding = compare(exchange, row.archiveId(), expected, own);
        if (finding.isProof()) {
            rows.proved(row, finding);
        } else {
            rows.refuted(row, finding.difference());
        }
        exchange.getMessage().setBody(finding.isProof());
    }

    private DeliveryProof.Finding compare(Exchange exchange, String archiveId, List<Expected> expected, OwnBody own)
            throws IOException {
        if (expected.isEmpty()) {
            throw new IllegalStateException("Archive " + printable(archiveId)
                    + ": its digests are not known until the route has read the body to its end; put operation=prove"
                    + " after the destination");
        }
        ProofBy by = vault.options().getProofBy();
        List<SinkAnswer> answers =
                switch (by) {
                    case body -> sinks.body(exchange, expected, own);
                    case length -> sinks.length(exchange, expected.get(0), own);
                    default -> sinks.answers(exchange, expected, own);
                };
        if (answers.isEmpty()) {
            throw new IllegalStateException("Archive " + printable(archiveId)
                    + ": the message has no answer of a destination that can be compared with proofBy=" + by
                    + (by == ProofBy.body
                            ? "; let the route read the object back, so that it is the body"
                            : "; read the object back with proofBy=body, or provide a SinkProof"));
        }
        return finding(archiveId, by, expected, answers);
    }

    /**
     * The result. Each answer must be equal to an expected value. If an answer has a length, it is compared with the
     * expected values of this length.
     */
    private static DeliveryProof.Finding finding(
            String archiveId, ProofBy by, List<Expected> expected, List<SinkAnswer> answers) {
        List<String> equal = new ArrayList<>();
        String destination = null;
        for (SinkAnswer answer : answers) {
            List<Expected> possible = ofItsLength(expected, answer);
            Optional<String> same = possible.stream()
                    .map(one -> result(by, one, answer))
                    .filter(result -> result.outcome() == Expected.Outcome.EQUAL)
                    .map(Expected.Result::text)
                    .findFirst();
            if (same.isEmpty()) {
                return difference(archiveId, by, expected.get(0), possible, answer);
            }
            equal.add(same.get());
            destination = answer.place().orElse(destination);
        }
        return new DeliveryProof.Finding(
                String.join(" ", equal.stream().distinct().toList()), destination, null, false);
    }

    /**
     * The result for an answer that is not equal. If the answer cannot be compared because another start has read the
     * first bytes, this also counts as a difference: the whole archive is delivered again.
     */
    private static DeliveryProof.Finding difference(
            String archiveId, ProofBy by, Expected first, List<Expected> possible, SinkAnswer answer) {
        Expected meant = meant(by, first, possible, answer);
        Expected.Result result = result(by, meant, answer);
        if (result.outcome() == Expected.Outcome.NOTHING && !meant.knowsLessThan(first)) {
            throw new IllegalStateException("Archive " + printable(archiveId) + ", " + result.text());
        }
        return new DeliveryProof.Finding(null, answer.place().orElse(null), result.text(), meant != first);
    }

    private static Expected.Result result(ProofBy by, Expected one, SinkAnswer answer) {
        return by == ProofBy.length ? one.compareLength(answer) : one.compare(answer);
    }

    private static List<Expected> ofItsLength(List<Expected> expected, SinkAnswer answer) {
        List<Expected> found = expected.stream()
                .filter(one -> answer.length().orElse(-1) == one.digests().length())
                .toList();
        return found.isEmpty() ? expected : found;
    }

    /**
     * The expected value that an unequal answer refers to: one with parts if the answer has parts, otherwise the
     * message.
     */
    private static Expected meant(ProofBy by, Expected first, List<Expected> expected, SinkAnswer answer) {
        boolean ofParts = !answer.digestsOfParts().isEmpty();
        List<Expected> different = expected.stream()
                .filter(one -> result(by, one, answer).outcome() == Expected.Outcome.DIFFERENT)
                .toList();
        return Stream.concat(
                        different.stream().filter(one -> one.parts() != null),
                        expected.stream().filter(one -> one.knowsLessThan(first)))
                .filter(one -> ofParts)
                .findFirst()
                .or(() -> different.stream().findFirst())
                .orElse(expected.get(0));
    }
}
