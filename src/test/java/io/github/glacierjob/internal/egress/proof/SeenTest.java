package io.github.glacierjob.internal.egress.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digests of a stream whose destination stores parts: those of the whole are the same as without parts. */
class SeenTest {

    private static final int PART = 1000;

    private final Set<DigestAlgorithm> all = EnumSet.allOf(DigestAlgorithm.class);

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** In pieces, some of which are longer than a part. */
    private Seen seen(byte[] bytes, int piece, long partSize) {
        Seen seen = new Seen(all, partSize);
        for (int at = 0; at < bytes.length; at += piece) {
            byte[] next = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            seen.update(next, next.length);
        }
        seen.end();
        return seen;
    }

    @ParameterizedTest
    @CsvSource({"0,7", "1,7", "999,7", "1000,1000", "1001,300", "2000,2000", "5000,1700", "5001,5001"})
    void theDigestsOfTheWholeDoNotDependOnTheParts(int size, int piece) {
        byte[] bytes = bytes(size);

        Digests whole = seen(bytes, piece, PART).whole();

        assertThat(whole.length()).isEqualTo(size);
        assertThat(whole.line())
                .isEqualTo(seen(bytes, piece, 0).whole().line())
                .isEqualTo(DigestRun.of(all, bytes).line());
    }

    @ParameterizedTest
    @CsvSource({"1,7", "1000,1000", "1001,300", "5001,5001"})
    void eachPartHasItsOwnDigests(int size, int piece) {
        byte[] bytes = bytes(size);
        PartDigests expected = new PartDigests(all);
        for (int at = 0; at < size; at += PART) {
            expected.add(DigestRun.of(all, Arrays.copyOfRange(bytes, at, Math.min(size, at + PART))));
        }

        PartDigests parts = seen(bytes, piece, PART).parts();

        assertThat(parts.count()).isEqualTo(expected.count());
        assertThat(all).allSatisfy(algorithm -> assertThat(parts.get(algorithm).orElseThrow())
                .isEqualTo(expected.get(algorithm).orElseThrow()));
    }
}
