package io.github.glacierjob.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafHasherTest {

    private static final int MIB = 1 << 20;

    private static LeafHashes leavesOf(byte[] bytes) {
        LeafHasher hasher = new LeafHasher();
        hasher.update(bytes, 0, bytes.length);
        return hasher.finish();
    }

    /** Reference values computed with Python's hashlib. The tests of botocore have the values of 1, 2 and 3 MiB too. */
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        "1048576, 9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360",
        "1048577, 8dd49bbc6297567fac3852c2deddcdbc57358bc403c10d4f6dc64b143ad9b27b",
        "1572864, 5581d988bd582bd1b2f1695e5af85e6b4c9994f1c8c367957cae483a04a8ecf0",
        "2097152, 560c2c9333c719cb00cfdffee3ba293db17f58743cdd1f7e4055373ae6300afa",
        "3145728, 70239f4f2ead7561f69d48b956b547edef52a1280a93c262c0b582190be7db17",
        "5242887, b858f8d4da2746113616921f1046c2a930c7a1964323214ca3e088f695624094"
    })
    void repeatedLettersHaveTheReferenceHash(int count, String hash) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'a');
        assertThat(leavesOf(bytes).treeHash()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MIB - 1, MIB, MIB + 1, 2 * MIB, 5 * MIB + 321})
    void piecesOfAnySizeGiveTheLeavesOfTheWhole(int size) {
        byte[] bytes = new byte[size];
        Random random = new Random(size);
        random.nextBytes(bytes);
        LeafHasher hasher = new LeafHasher();
        for (int at = 0; at < size; ) {
            int piece = Math.min(size - at, random.nextInt(3 * MIB / 2));
            hasher.update(bytes, at, piece);
            at += piece;
        }
        List<byte[]> expected = new ArrayList<>();
        for (int at = 0; at < size; at += MIB) {
            expected.add(SlowTree.sha256(Arrays.copyOfRange(bytes, at, Math.min(size, at + MIB))));
        }

        LeafHashes leaves = hasher.finish();

        assertThat(leaves.count()).isEqualTo(expected.size());
        assertThat(leaves.treeHash()).isEqualTo(SlowTree.root(expected));
    }

    @Test
    void anEmptyInputIsOneLeaf() {
        assertThat(new LeafHasher().finish().count()).isEqualTo(1);
    }

    @Test
    void aHasherIsEmptyAfterFinishAndAfterReset() {
        LeafHasher hasher = new LeafHasher();
        byte[] other = new byte[MIB + 10];
        hasher.update(other, 0, other.length);
        hasher.finish();
        hasher.update(other, 0, 17);
        hasher.reset();
        hasher.update("a".getBytes(), 0, 1);

        assertThat(hasher.finish().treeHash())
                .isEqualTo(leavesOf("a".getBytes()).treeHash());
    }
}
