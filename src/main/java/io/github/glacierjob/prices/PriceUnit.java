package io.github.glacierjob.prices;

import java.math.BigDecimal;

/** How much a price is for. Each size has only the prime factors 2 and 5, so that money is exact. */
enum PriceUnit {
    /** As AWS bills. */
    GB("GB", 1L << 30, true),
    DECIMAL_GB("10^9 bytes", 1_000_000_000L, true),
    REQUEST("request", 1, false),
    THOUSAND_REQUESTS("1000 requests", 1000, false);

    private final String text;
    private final BigDecimal size;
    private final boolean bytes;

    PriceUnit(String text, long size, boolean bytes) {
        this.text = text;
        this.size = BigDecimal.valueOf(size);
        this.bytes = bytes;
    }

    /** As a file has it. */
    String text() {
        return text;
    }

    /** Bytes or requests. */
    BigDecimal size() {
        return size;
    }

    boolean isOfBytes() {
        return bytes;
    }
}
