package io.github.glacierjob.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the digests of one pass: the values are right for pieces of any size, and the CRCs of pieces combine to the CRC
 * of the whole.
 */
class DigestsTest {

    private static final Set<DigestAlgorithm> ALL = EnumSet.allOf(DigestAlgorithm.class);
    private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theDigestsGiveTheCheckValuesOfTheStandards() {
        Digests digests = DigestRun.of(ALL, CHECK);

        assertThat(digests.hex(DigestAlgorithm.CRC64NVME)).contains("ae8b14860a799888");
        assertThat(digests.hex(DigestAlgorithm.CRC32C)).contains("e3069283");
        assertThat(digests.hex(DigestAlgorithm.MD5)).contains("25f9e794323b453885f5181f1b624d0b");
        assertThat(digests.hex(DigestAlgorithm.SHA_256))
                .contains("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
        assertThat(digests.base64(DigestAlgorithm.CRC32C)).contains("4waSgw==");
    }

    @Test
    void anEmptyInputHasDigests() {
        Digests digests = DigestRun.of(ALL, new byte[0]);

        assertThat(digests.hex(DigestAlgorithm.CRC64NVME)).contains("0000000000000000");
        assertThat(digests.hex(DigestAlgorithm.CRC32C)).contains("00000000");
        assertThat(digests.hex(DigestAlgorithm.MD5)).contains("d41d8cd98f00b204e9800998ecf8427e");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 15, 16, 17, 31, 255, 4096, 100_003})
    void theCrcDoesNotDependOnTheSizesOfThePieces(int length) {
        byte[] bytes = random(length);
        Crc64Nvme bitByBit = new Crc64Nvme();
        for (byte one : bytes) {
            bitByBit.update(one);
        }
        Crc64Nvme atOnce = new Crc64Nvme();
        atOnce.update(bytes, 0, length);
        Crc64Nvme inPieces = new Crc64Nvme();
        inPieces.update(bytes, 0, length / 3);
        inPieces.update(bytes, length / 3, length - length / 3);

        assertThat(atOnce.getValue()).isEqualTo(bitByBit.getValue()).isEqualTo(inPieces.getValue());
        atOnce.reset();
        assertThat(atOnce.getValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 16, 1000, 65_536, 99_999, 100_000})
    void theCrcsOfTwoPiecesCombineToTheCrcOfTheWhole(int cut) {
        byte[] bytes = random(100_000);

        Digests first = DigestRun.of(ALL, Arrays.copyOf(bytes, cut));
        Digests both = first.followedBy(DigestRun.of(ALL, Arrays.copyOfRange(bytes, cut, bytes.length)));

        Digests whole = DigestRun.of(EnumSet.of(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME), bytes);
        assertThat(both.line()).isEqualTo(whole.line());
        assertThat(both.length()).isEqualTo(100_000);
    }

    @Test
    void theSecondPieceMayBeLongerThanFourGibibytes() {
        byte[] zeros = new byte[1 << 20];
        Digests doubled = DigestRun.of(Set.of(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME), zeros);
        for (int i = 0; i < 13; i++) {
            doubled = doubled.followedBy(doubled);
        }
        DigestRun run = new DigestRun(doubled.algorithms());
        for (int i = 0; i < 1 << 13; i++) {
            run.update(zeros, 0, zeros.length);
        }

        assertThat(doubled.length()).isEqualTo(8L << 30);
        assertThat(run.digests().line()).isEqualTo(doubled.line());
    }

    @ParameterizedTest
    @EnumSource
    void aRunContinuesAfterChunksWithKnownDigests(DigestAlgorithm algorithm) {
        byte[] bytes = random(50_000);
        DigestRun run = new DigestRun(Set.of(algorithm));
        run.update(bytes, 0, 1000);
        byte[] chunk = Arrays.copyOfRange(bytes, 1000, 30_000);
        DigestRun all = run.followedBy(chunk, runOf(algorithm, chunk));
        DigestRun copy = all.copy();
        copy.update(new byte[5], 0, 5);
        run.update(new byte[5], 0, 5);
        all.update(bytes, 30_000, 20_000);

        assertThat(all.digests().line())
                .isEqualTo(DigestRun.of(Set.of(algorithm), bytes).line());
        assertThat(all.digests().length()).isEqualTo(50_000);
    }

    private static DigestRun runOf(DigestAlgorithm algorithm, byte[] bytes) {
        DigestRun run = new DigestRun(Set.of(algorithm));
        run.update(bytes, 0, bytes.length);
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void theFirstChunkIsTheWholeWithoutASecondPass(DigestAlgorithm algorithm) {
        byte[] bytes = random(1000);

        DigestRun all = new DigestRun(Set.of(algorithm)).followedBy(new byte[1000], runOf(algorithm, bytes));

        assertThat(all.digests().line())
                .isEqualTo(DigestRun.of(Set.of(algorithm), bytes).line());
    }

    @Test
    void aRestoredRunContinuesOnlyTheCrcs() {
        byte[] bytes = random(5000);
        String line = DigestRun.of(ALL, Arrays.copyOf(bytes, 2000)).line();

        DigestRun run = DigestRun.after(Digests.ofLine(2000, line + " proved=2000"));
        run.update(bytes, 2000, 3000);

        assertThat(run.digests().algorithms()).containsOnly(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME);
        assertThat(run.digests().hex(DigestAlgorithm.CRC64NVME))
                .isEqualTo(DigestRun.of(ALL, bytes).hex(DigestAlgorithm.CRC64NVME));
    }

    @Test
    void theDigestOfPartsIsTheDigestOfTheirDigests() throws Exception {
        PartDigests parts = new PartDigests(ALL);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        for (int i = 0; i < 3; i++) {
            byte[] part = random(100 + i);
            parts.add(DigestRun.of(ALL, part));
            md5.update(MessageDigest.getInstance("MD5").digest(part));
        }

        assertThat(parts.count()).isEqualTo(3);
        assertThat(parts.get(DigestAlgorithm.MD5)).hasValue(md5.digest());
        assertThat(parts.copy().get(DigestAlgorithm.SHA_256)).isPresent();
    }

    @Test
    void aForeignLineGivesNoDigests() {
        assertThat(Digests.ofLine(3, null).algorithms()).isEmpty();
        assertThat(Digests.ofLine(3, "md5=zz sha256= crc32c=E3069283 x").algorithms())
                .isEmpty();
    }
}
