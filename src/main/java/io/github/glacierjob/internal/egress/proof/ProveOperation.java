package io.github.glacierjob.internal.egress.proof;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.options.ProofBy;
import io.github.glacierjob.proof.SinkAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Compares what the destination has with what was read. In the route of an archive, it marks the message: the row is PROVED when
 * the exchange has completed. Later, it changes the row itself. Thread-safe.
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
        Optional<DeliveryProof> inRoute = DeliveryProof.of(exchange)
                .filter(proof -> named == null || proof.archiveId().equals(named));
        if (inRoute.isPresent()) {
            mark(exchange, inRoute.get());
        } else {
            later(exchange);
        }
    }

    private void mark(Exchange exchange, DeliveryProof proof) throws IOException {
        List<Expected> expected = proof.expected();
        DeliveryProof.Finding finding = compare(exchange, proof.archiveId(), expected, proof::isOwnFile);
        proof.found(finding);
        if (!finding.isProof()) {
            throw finding.exception(proof.archiveId());
        }
    }

    private void later(Exchange exchange) throws IOException {
        DeliveredRows.Row row = rows.of(exchange.getMessage());
        DeliveryProof.Finding finding = compare(exchange, row.archiveId(), List.of(row.expected()), path -> false);
        if (finding.isProof()) {
            rows.proved(row, finding);
        } else {
            rows.refuted(row, finding.difference());
        }
        exchange.getMessage().setBody(finding.isProof());
    }

    private DeliveryProof.Finding compare(
            Exchange exchange, String archiveId, List<Expected> expected, Predicate<String> ownFile)
            throws IOException {
        if (expected.isEmpty()) {
            throw new IllegalStateException("Archive " + printable(archiveId)
                    + ": there is nothing to compare with: set digests, and let the route read the body to its end");
        }
        Expected first = expected.get(0);
        ProofBy by = vault.options().getProofBy();
        List<SinkAnswer> answers =
                switch (by) {
                    case body -> sinks.body(exchange, first);
                    case length -> sinks.length(exchange, first, ownFile);
                    default -> sinks.answers(exchange, first, ownFile);
                };
        if (answers.isEmpty()) {
            throw new IllegalStateException("Archive " + printable(archiveId)
                    + ": the message has no answer of a destination that can be compared with proofBy=" + by
                    + "; read the object back with proofBy=body, or provide a SinkProof");
        }
        return finding(archiveId, by, expected, answers);
    }

    /** Each answer must be equal to one of what is expected. */
    private static DeliveryProof.Finding finding(
            String archiveId, ProofBy by, List<Expected> expected, List<SinkAnswer> answers) {
        List<String> equal = new ArrayList<>();
        String destination = null;
        for (SinkAnswer answer : answers) {
            Optional<String> same = expected.stream()
                    .map(one -> result(by, one, answer))
                    .filter(result -> result.outcome() == Expected.Outcome.EQUAL)
                    .map(Expected.Result::text)
                    .findFirst();
            if (same.isEmpty()) {
                return difference(archiveId, by, expected, answer);
            }
            equal.add(same.get());
            destination = answer.place().orElse(destination);
        }
        return new DeliveryProof.Finding(
                String.join(" ", equal.stream().distinct().toList()), destination, null, false);
    }

    /** Where another start has read the beginning, so that the end cannot be compared, all of it is wanted again. */
    private static DeliveryProof.Finding difference(
            String archiveId, ProofBy by, List<Expected> expected, SinkAnswer answer) {
        Expected first = expected.get(0);
        Expected meant = meant(by, expected, answer);
        Expected.Result result = result(by, meant, answer);
        if (result.outcome() == Expected.Outcome.NOTHING && !meant.knowsLessThan(first)) {
            throw new IllegalStateException("Archive " + printable(archiveId) + ", " + result.text());
        }
        return new DeliveryProof.Finding(null, answer.place().orElse(null), result.text(), meant != first);
    }

    private static Expected.Result result(ProofBy by, Expected one, SinkAnswer answer) {
        return by == ProofBy.length ? one.compareLength(answer) : one.compare(answer);
    }

    /** What a wrong answer is about: what has its length, else what has parts if the answer has, else the message. */
    private static Expected meant(ProofBy by, List<Expected> expected, SinkAnswer answer) {
        boolean ofParts = !answer.digestsOfParts().isEmpty();
        Expected first = expected.get(0);
        List<Expected> different = expected.stream()
                .filter(one -> result(by, one, answer).outcome() == Expected.Outcome.DIFFERENT)
                .toList();
        return Stream.concat(different.stream(), expected.stream())
                .filter(one -> answer.length().orElse(-1) == one.digests().length())
                .findFirst()
                .or(() -> Stream.concat(
                                different.stream().filter(one -> one.parts() != null),
                                expected.stream().filter(one -> one.knowsLessThan(first)))
                        .filter(one -> ofParts)
                        .findFirst())
                .or(() -> different.stream().findFirst())
                .orElse(first);
    }
}
