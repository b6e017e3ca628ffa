package io.github.glacierjob.checksum;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Combines the CRCs of two pieces to the CRC of both together. It needs only the two CRCs and the length of the second
 * piece. For reflected CRCs that invert all bits at the start and at the end.
 *
 * @param bits  width of the CRC
 * @param terms the polynomial without its highest term, reflected
 */
record CrcPolynomial(int bits, long terms) {

    static final CrcPolynomial CRC32C = new CrcPolynomial(32, 0x82F63B78L);
    static final CrcPolynomial CRC64NVME = new CrcPolynomial(64, 0x9A6C9329AC4BC9B5L);

    static CrcPolynomial of(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.CRC32C ? CRC32C : CRC64NVME;
    }

    /** A CRC in network byte order. */
    byte[] bytes(long crc) {
        byte[] highest =
                ByteBuffer.allocate(Long.BYTES).putLong(crc << Long.SIZE - bits).array();
        return Arrays.copyOf(highest, bits / Byte.SIZE);
    }

    /** The CRC, in network byte order, of a first piece followed by a second piece of this length. */
    byte[] combine(byte[] first, byte[] second, long secondLength) {
        return bytes(times(power(secondLength), number(first)) ^ number(second));
    }

    private static long number(byte[] crc) {
        return new BigInteger(1, crc).longValue();
    }

    /** x to the power of 8 times the length. */
    private long power(long length) {
        long result = 1L << bits - 1;
        // x^8, then squared for each binary digit.
        long square = 1L << bits - 9;
        for (long left = length; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = times(square, result);
            }
            square = times(square, square);
        }
        return result;
    }

    private long times(long a, long b) {
        long product = 0;
        long shifted = b;
        for (int bit = bits - 1; bit >= 0; bit--) {
            product ^= shifted & -(a >>> bit & 1);
            shifted = step(shifted);
        }
        return product;
    }

    /** The CRC after one more zero bit. */
    long step(long crc) {
        return crc >>> 1 ^ terms & -(crc & 1);
    }
}
