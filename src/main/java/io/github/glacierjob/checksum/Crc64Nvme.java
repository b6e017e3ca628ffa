package io.github.glacierjob.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.Checksum;

/** Computes the CRC-64/NVME, the checksum that S3 keeps for whole objects. Not thread-safe. */
public final class Crc64Nvme implements Checksum {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLICE = 16;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    /** Table k holds the contribution of each byte value to the CRC after k more bytes. */
    private static long[][] tables() {
        long[][] tables = new long[SLICE][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = CrcPolynomial.CRC64NVME.step(value);
            }
            tables[0][i] = value;
        }
        for (int k = 1; k < SLICE; k++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[k - 1][i];
                tables[k][i] = before >>> 8 ^ tables[0][(int) (before & 0xFF)];
            }
        }
        return tables;
    }

    @Override
    public void update(int one) {
        crc = crc >>> 8 ^ TABLES[0][(int) ((crc ^ one) & 0xFF)];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        long now = crc;
        int at = offset;
        int end = offset + length;
        for (; end - at >= SLICE; at += SLICE) {
            now = eight(8, now ^ (long) LONG.get(bytes, at)) ^ eight(0, (long) LONG.get(bytes, at + 8));
        }
        for (; at < end; at++) {
            now = now >>> 8 ^ TABLES[0][(int) ((now ^ bytes[at]) & 0xFF)];
        }
        crc = now;
    }

    /**
     * The contribution of eight bytes that are followed by more bytes of the same slice. The first byte is in the lowest
     * bits.
     */
    private static long eight(int followers, long bytes) {
        return TABLES[followers + 7][(int) (bytes & 0xFF)]
                ^ TABLES[followers + 6][(int) (bytes >>> 8 & 0xFF)]
                ^ TABLES[followers + 5][(int) (bytes >>> 16 & 0xFF)]
                ^ TABLES[followers + 4][(int) (bytes >>> 24 & 0xFF)]
                ^ TABLES[followers + 3][(int) (bytes >>> 32 & 0xFF)]
                ^ TABLES[followers + 2][(int) (bytes >>> 40 & 0xFF)]
                ^ TABLES[followers + 1][(int) (bytes >>> 48 & 0xFF)]
                ^ TABLES[followers][(int) (bytes >>> 56)];
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
