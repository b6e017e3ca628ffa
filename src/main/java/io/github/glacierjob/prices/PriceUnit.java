package io.github.glacierjob.prices;

import java.math.BigDecimal;

/** The units of prices. The size of a unit has only the prime factors 2 and 5, so that money is exact. */
enum PriceUnit {
    /** 2^30 bytes, as AWS bills. */
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

    /** The unit's text in a price file. */
    String text() {
        return text;
    }

    /** The size of the unit in bytes or requests. */
    BigDecimal size() {
        return size;
    }

    boolean isOfBytes() {
        return bytes;
    }
}
