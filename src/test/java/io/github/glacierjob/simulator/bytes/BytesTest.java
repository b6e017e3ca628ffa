package io.github.glacierjob.simulator.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected hashes were computed with Python's hashlib. */
class BytesTest {
    private static final int MIB = 1 << 20;

    /** Bytes that count up to 250 and start again. */
    private static byte[] counting(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "1048576, 631b84027d6b9e52b539c4e8373622d23032dfadc64d60af87339c9037e4f769",
        "1048577, a9c574ce937d2371daf87cdd0e75396b096d7f74a66c764e4c656bd12b2e7bf9",
        "3145728, 2e7d51c0ffe06ce95fe74beed9a4ab35d18837f4ab2a9f4f066a60359eb999a1",
        "5242887, 39119a173a11e05648146d51f35437d6960dcfe76ddd40b818dce8fedcef76e3",
        "8388608, be9e1b21179533d14e87f6e4767f32b1c17e8ffb5ffcf82d42eceacf8abda110"
    })
    void theTreeHashEqualsThatOfTheService(int size, String expected) {
        assertThat(new HeapBytes(counting(size)).treeHash()).isEqualTo(expected);
    }

    @Test
    void anEmptyContentHasTheHashOfNoBytes() {
        assertThat(HeapBytes.of("").treeHash())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aSeedGivesTheSameBytesInEveryRun() {
        Bytes content = new SeededBytes(42, 5L * MIB + 3);

        assertThat(content.expected(0, 16)).isEqualTo(HexFormat.of().parseHex("d9af80f05ce2bade34d405cf3ed0dd2b"));
        assertThat(content.treeHash()).isEqualTo("c4433190fc0eb7775f9429583ae8cbf442c02469cb36ff49248b177a42386b7b");
    }

    @Test
    void theTreeHashOfSeveralGigabytesIsThatOfTheirBytes() {
        assertThat(new SeededBytes(7, 2050L * MIB).treeHash())
                .isEqualTo("a9cf7286c15d81d1fb724e5f30d1a954666e3bdb96db14c95e82c3f4d117b816");
    }

    @Test
    void theLargestArchiveHasATreeHashAtOnce() {
        Bytes largest = new SeededBytes(1, 40L << 40);

        assertThat(largest.treeHash()).hasSize(64);
        assertThat(largest.expected((40L << 40) - 3, 3)).hasSize(3);
    }

    @Test
    void differentSeedsAndOffsetsGiveDifferentBytes() {
        assertThat(new SeededBytes(1, MIB).expected(0, 64)).isNotEqualTo(new SeededBytes(2, MIB).expected(0, 64));
        Bytes one = new SeededBytes(1, 64L * MIB);
        assertThat(one.expected(0, MIB)).isNotEqualTo(one.expected(MIB, MIB));
        assertThat(one.treeHash(0, 32L * MIB)).isNotEqualTo(one.treeHash(32L * MIB, 64L * MIB));
    }

    @Test
    void allKindsAgreeOnBytesAndHashes(@TempDir Path directory) throws IOException {
        Bytes seeded = new SeededBytes(5, 3L * MIB + 100);
        byte[] bytes = seeded.expected(0, seeded.size());
        Path file = Files.write(directory.resolve("archive"), bytes);
        List<Bytes> parts = List.of(
                new HeapBytes(Arrays.copyOf(bytes, 2 * MIB)),
                new HeapBytes(Arrays.copyOfRange(bytes, 2 * MIB, bytes.length)));

        for (Bytes content : List.of(new HeapBytes(bytes), new FileBytes(file), JoinedBytes.of(parts))) {
            assertThat(content.size()).isEqualTo(seeded.size());
            assertThat(content.treeHash()).isEqualTo(seeded.treeHash());
            assertThat(content.treeHash(MIB, 2 * MIB)).isEqualTo(seeded.treeHash(MIB, 2 * MIB));
            assertThat(content.expected(2 * MIB - 5, 10)).isEqualTo(seeded.expected(2 * MIB - 5, 10));
        }
    }

    @Test
    void aSliceHasTheHashOfItsBytes() {
        Bytes whole = new SeededBytes(9, 7L * MIB + 11);

        for (long[] range : new long[][] {{0, MIB}, {4L * MIB, whole.size()}, {MIB, 3L * MIB}, {17, 2L * MIB + 40}}) {
            Bytes slice = new SlicedBytes(whole, range[0], range[1]);
            byte[] bytes = whole.expected(range[0], range[1] - range[0]);
            assertThat(slice.expected(0, slice.size())).isEqualTo(bytes);
            assertThat(slice.treeHash()).isEqualTo(new HeapBytes(bytes).treeHash());
            assertThat(whole.treeHash(range[0], range[1])).isEqualTo(slice.treeHash());
        }
    }

    @Test
    void anAccessBeyondTheEndIsRefused() {
        assertThatThrownBy(() -> new SeededBytes(1, 10).expected(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> HeapBytes.of("abc").treeHash(0, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
