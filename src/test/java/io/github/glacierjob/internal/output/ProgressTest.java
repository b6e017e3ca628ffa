package io.github.glacierjob.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.testkit.Outputs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static final long MIB = 1 << 20;

    private static Progress after(int leaves) {
        SubtreeRoots roots = new SubtreeRoots();
        for (int i = 0; i < leaves; i++) {
            LeafHasher leaf = new LeafHasher();
            leaf.update(new byte[] {(byte) i}, 0, 1);
            roots.append(leaf.finish());
        }
        return new Progress(100 * MIB + 1, leaves * MIB, roots.roots());
    }

    private static String sealed(String line) {
        String[] parts = line.split(" ", -1);
        return new SealedLine(
                        parts[0],
                        Arrays.stream(parts, 1, parts.length)
                                .map(part -> part.equals("-") ? null : part)
                                .toList())
                .seal();
    }

    @Test
    void aStoredProgressIsReadAsItWasWritten() {
        for (int leaves = 0; leaves <= 100; leaves++) {
            Progress progress = after(leaves);
            assertThat(Progress.decode(progress.encode())).contains(progress);
            assertThat(progress.isDone()).isFalse();
        }
    }

    @Test
    void aFinishedProgressIsReadAsFinished() {
        for (long size : new long[] {0, 1, MIB, 40L << 40}) {
            assertThat(Progress.decode(Progress.done(size).encode())).contains(Progress.done(size));
            assertThat(Progress.done(size).isDone()).isTrue();
        }
    }

    @Test
    void aPositionWithoutTheHashOfTheEarlierBytesIsRecognised() {
        Progress announced = new Progress(10 * MIB, 3 * MIB, List.of());

        assertThat(announced.encode()).startsWith("progress-1\t10485760\t3145728\t0\t\t-\t-\t-\t");
        assertThat(Progress.decode(announced.encode())).contains(announced);
        assertThat(announced.knowsPrefix()).isFalse();
        assertThat(new Progress(10 * MIB, 0, List.of()).knowsPrefix()).isTrue();
        assertThat(after(3).knowsPrefix()).isTrue();
    }

    @Test
    void aTruncatedLineIsNotAProgress() {
        String line = after(7).encode();
        for (int length = 0; length < line.length(); length++) {
            assertThat(Progress.decode(line.substring(0, length))).isEmpty();
        }
    }

    @Test
    void aLineWithAnyCharacterChangedIsNotAProgress() {
        String line = after(5).encode();
        for (int i = 0; i < line.length(); i++) {
            char changed = line.charAt(i) == '0' ? '1' : '0';
            assertThat(Progress.decode(line.substring(0, i) + changed + line.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "done", "1 2 3", "\u0000", "{\"v\":1}"})
    void anyOtherTextIsNotAProgress(String line) {
        assertThat(Progress.decode(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "progress-1 1048577 5 0  -1 0 -",
                "progress-1 1048577 5 0  1 2 -",
                "progress-1 1048577 5 0  1 -1 -",
                "progress-1 1048577 2097152 0  1 0 -",
                "progress-1 1048577 5 0  x 0 -",
                "progress-1 1048577 5 0  01 0 -",
                "progress-1 1048577 5 0  1 - -",
                "progress-2 1048577 0 0  - - -",
                "progress-1 1048577 0 0  - -",
                "progress-1 1048577 0 0  - - - extra",
                "progress-1 1048577 0 0 x - - -",
                "progress-1 1048577 0 1  - - -",
                "progress-1 1048577 0 3145728  - - -",
                "progress-1 1048577 0 4294967296  - - -",
                "progress-1 1048577 5 0  - - -",
                "progress-1 1048577 -1048576 0  - - -",
                "progress-1 1048577 2097152 0  - - -",
                "progress-1 1048577 1048576 0 zz - - -",
                "progress-1 x 0 0  - - -",
                "progress-1 99999999999999999999 0 0  - - -",
                "progress-1 -1 -1 0  - - -"
            })
    void aLineThatNoDownloadCanHaveWrittenIsNotAProgress(String line) {
        assertThat(Progress.decode(sealed(line))).isEmpty();
    }

    @Test
    void aPositionInAnInventoryIsReadAsItWasWritten() {
        Progress progress = Progress.ofArchives(806, new InventoryPosition(400, 2));

        assertThat(progress.encode()).startsWith("progress-1\t806\t400\t0\t\t2\t0\t-\t");
        assertThat(Progress.decode(progress.encode())).contains(progress);
        assertThat(progress.isDone()).isFalse();
    }

    @Test
    void aPositionByArchivesStartsAnOutputOfBytesAtItsBeginning() {
        try (Outputs outputs = new Outputs()) {
            String document = "x".repeat(Outputs.MIB + 5);
            JobOutput output = outputs.output(outputs.described(outputs.inventory(document)));
            Progress progress = Progress.ofArchives(document.length(), new InventoryPosition(Outputs.MIB, 2));
            try (OutputDownload download = output.download(Optional.of(progress))) {
                assertThat(download.next().range().start()).isZero();
            }
            assertThat(output.ranges(Optional.of(progress)).toList()).hasSize(2);
        }
    }

    @Test
    void aPositionWhereNoDownloadStopsIsRefused() {
        assertThatThrownBy(() -> new Progress(10 * MIB, MIB + 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no download of 10485760 bytes stops at 1048577");
    }
}
