package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;

/** Orders, their bytes and what they cost. Immutable. A sum of bytes that is too large for its type is the largest. */
public record Amount(long orders, long bytes, BigDecimal cost) {

    public static final Amount NONE = new Amount(0, 0, BigDecimal.ZERO);

    /** One order. */
    public static Amount ofOne(long bytes, BigDecimal cost) {
        return new Amount(1, bytes, cost);
    }

    public Amount plus(Amount more) {
        long sum = bytes + more.bytes;
        return new Amount(orders + more.orders, sum < 0 ? Long.MAX_VALUE : sum, cost.add(more.cost));
    }
}
