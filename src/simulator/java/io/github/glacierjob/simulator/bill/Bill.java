package io.github.glacierjob.simulator.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The cost of a vault since the start. Immutable. Money is exact; {@link #cents} rounds it.
 *
 * @param lines             by tier
 * @param inventoryRequests jobs for inventories, for which no money is counted
 */
public record Bill(Map<String, Line> lines, long inventoryRequests, Rates rates) {

    /**
     * The billed requests and bytes of a tier.
     *
     * @param requests         archive jobs that began, without re-staging
     * @param bytes            what they retrieve
     * @param restagedRequests archive jobs that began while an output of the same bytes existed
     * @param restagedBytes    what they retrieve
     * @param sent             bytes of outputs that were written to connections
     * @param sentAgain        how many of these bytes were sent more than once
     */
    public record Line(
            long requests, long bytes, long restagedRequests, long restagedBytes, long sent, long sentAgain) {

        static final Line EMPTY = new Line(0, 0, 0, 0, 0, 0);

        Line ordered(long more) {
            return new Line(requests + 1, bytes + more, restagedRequests, restagedBytes, sent, sentAgain);
        }

        Line restaged(long more) {
            return new Line(requests, bytes, restagedRequests + 1, restagedBytes + more, sent, sentAgain);
        }

        Line sent(long more, long again) {
            return new Line(requests, bytes, restagedRequests, restagedBytes, sent + more, sentAgain + again);
        }
    }

    /** The line of a tier; zero values if the tier was not used. */
    public Line line(String tier) {
        return lines.getOrDefault(tier, Line.EMPTY);
    }

    /** The cost of the bytes of retrievals, without re-staging. */
    public BigDecimal retrieval() {
        return sum((tier, line) -> rates.retrievalOf(tier).forBytes(line.bytes()));
    }

    /** The cost of the requests of retrievals, without re-staging. */
    public BigDecimal requests() {
        return sum((tier, line) -> rates.retrievalOf(tier).forRequests(line.requests()));
    }

    /** The cost of the bytes that were sent, without the bytes that were sent again. */
    public BigDecimal transferOut() {
        return sum((tier, line) -> rates.sent(line.sent() - line.sentAgain()));
    }

    /** The cost of the bytes that were sent again. */
    public BigDecimal transferredAgain() {
        return sum((tier, line) -> rates.sent(line.sentAgain()));
    }

    /** The cost of re-staging: requests and bytes. */
    public BigDecimal restaging() {
        return sum((tier, line) -> rates.restagingOf(tier)
                .forBytes(line.restagedBytes())
                .add(rates.restagingOf(tier).forRequests(line.restagedRequests())));
    }

    /** The total cost. */
    public BigDecimal total() {
        return retrieval()
                .add(requests())
                .add(transferOut())
                .add(transferredAgain())
                .add(restaging());
    }

    /** Rounds money to cents, as an invoice does. */
    public static BigDecimal cents(BigDecimal money) {
        return money.setScale(2, RoundingMode.HALF_UP);
    }

    private BigDecimal sum(BiFunction<String, Line, BigDecimal> part) {
        return lines.entrySet().stream()
                .map(line -> part.apply(line.getKey(), line.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
