package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;

/**
 * A number of orders, their bytes and their cost. Immutable. A sum of bytes that exceeds the type becomes the largest
 * value.
 */
public record Amount(long orders, long bytes, BigDecimal cost) {

    public static final Amount NONE = new Amount(0, 0, BigDecimal.ZERO);

    /** The amount of one order. */
    public static Amount ofOne(long bytes, BigDecimal cost) {
        return new Amount(1, bytes, cost);
    }

    Amount withAtMost(long most) {
        return new Amount(orders, Math.min(bytes, most), cost);
    }

    public Amount plus(Amount more) {
        long sum = bytes + more.bytes;
        return new Amount(orders + more.orders, sum < 0 ? Long.MAX_VALUE : sum, cost.add(more.cost));
    }
}
