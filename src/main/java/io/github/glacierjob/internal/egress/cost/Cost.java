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
 * Exact amounts of money, one for each purpose. Immutable. An amount that is not known is empty.
 *
 * @param retrieval   the cost of the bytes that are retrieved
 * @param requests    the cost of the requests for jobs
 * @param transferOut the cost of the bytes that are downloaded
 * @param unknown     names of the parts whose price or size is not known
 */
public record Cost(
        Optional<BigDecimal> retrieval,
        Optional<BigDecimal> requests,
        Optional<BigDecimal> transferOut,
        SortedSet<String> unknown) {

    static final Optional<BigDecimal> ZERO = Optional.of(BigDecimal.ZERO);
    public static final Cost NOTHING = new Cost(ZERO, ZERO, ZERO, new TreeSet<>());

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

    /** The sum of all parts; empty if a part is not known. */
    public Optional<BigDecimal> total() {
        return unknown.isEmpty() ? sum(sum(retrieval, requests), transferOut) : Optional.empty();
    }

    /** The sum of the parts that limits in money count. Only these parts depend on the tier. */
    public Optional<BigDecimal> ofOrders() {
        return sum(retrieval, requests);
    }

    /** The sum of the parts that are known. */
    public BigDecimal known() {
        return Stream.of(retrieval, requests, transferOut)
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The parts as a map for JSON, rounded to cents; a part that is not known is null. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("retrieval", cents(retrieval));
        map.put("requests", cents(requests));
        map.put("transferOut", cents(transferOut));
        return map;
    }

    /** An amount as on an invoice: rounded once, half up; null if it is not known. */
    public static BigDecimal cents(Optional<BigDecimal> money) {
        return money.map(exact -> exact.setScale(2, RoundingMode.HALF_UP)).orElse(null);
    }

    /** An amount as a text for people. */
    public static String text(Optional<BigDecimal> money) {
        return Objects.requireNonNullElse(cents(money), "unknown").toString();
    }
}
