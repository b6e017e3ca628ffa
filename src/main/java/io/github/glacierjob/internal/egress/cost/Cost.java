package io.github.glacierjob.internal.egress.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Money by what it is for, exact. Immutable. What is not known is empty.
 *
 * @param retrieval   bytes that are retrieved
 * @param requests    requests for jobs
 * @param transferOut bytes that are downloaded
 * @param unknown     what has no price, or no size
 */
public record Cost(
        Optional<BigDecimal> retrieval,
        Optional<BigDecimal> requests,
        Optional<BigDecimal> transferOut,
        SortedSet<String> unknown) {

    static final Optional<BigDecimal> ZERO = Optional.of(BigDecimal.ZERO);
    public static final Cost NOTHING = new Cost(ZERO, ZERO, ZERO, new TreeSet<>());

    /** Copies the set. */
    public Cost {
        unknown = Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
    }

    public Cost plus(Cost more) {
        TreeSet<String> both = new TreeSet<>(unknown);
        both.addAll(more.unknown);
        return new Cost(
                sum(retrieval, more.retrieval), sum(requests, more.requests), sum(transferOut, more.transferOut), both);
    }

    static Optional<BigDecimal> sum(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.flatMap(money -> other.map(money::add));
    }

    /** All of it; empty if any part is not known. */
    public Optional<BigDecimal> total() {
        return unknown.isEmpty() ? sum(sum(retrieval, requests), transferOut) : Optional.empty();
    }

    /** The part that limits in money count, which is also the part that depends on the tier. */
    public Optional<BigDecimal> ofOrders() {
        return sum(retrieval, requests);
    }

    /** What is certain to be paid. */
    public BigDecimal known() {
        return Stream.of(retrieval, requests, transferOut)
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Its parts for JSON, rounded to cents; null is not known. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("retrieval", cents(retrieval));
        map.put("requests", cents(requests));
        map.put("transferOut", cents(transferOut));
        return map;
    }

    /** Money as an invoice has it: rounded once, half up. Null is not known. */
    public static BigDecimal cents(Optional<BigDecimal> money) {
        return money.map(exact -> exact.setScale(2, RoundingMode.HALF_UP)).orElse(null);
    }

    /** Money for people. */
    public static String text(Optional<BigDecimal> money) {
        return Objects.requireNonNullElse(cents(money), "unknown").toString();
    }
}
