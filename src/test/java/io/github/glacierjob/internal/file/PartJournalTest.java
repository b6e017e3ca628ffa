package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.text.SealedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal is trusted only if it is complete, belongs to this output, and agrees with the part file. */
class PartJournalTest extends AbstractFileDownloadTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 70, 100, 150, 250, 400})
    void aTruncatedJournalLosesOnlyIncompleteLines(int torn) throws IOException {
        interrupt();
        byte[] journal = Files.readAllBytes(file.journal());
        byte[] left = Arrays.copyOf(journal, Math.max(0, journal.length - torn));
        Files.write(file.journal(), left);

        assertWhole(fetch(Disk.LOCAL));
        long whole = new String(left)
                .lines()
                .filter(line ->
                        line.startsWith("range-1\t") && SealedLine.open(line).isPresent())
                .count();
        assertThat(requested()).hasSize((int) (6 - whole));
        assertThat(Files.readAllLines(file.journal()))
                .as("a new line never continues a torn one")
                .filteredOn(line ->
                        line.startsWith("range-1\t") && SealedLine.open(line).isPresent())
                .hasSize(6);
    }

    @Test
    void theRangeOfADamagedLineIsFetchedAgain() throws IOException {
        interrupt();
        List<String> before = recorded();
        String text = Files.readString(file.journal());
        int line = text.indexOf("range-1\t");
        String damaged =
                text.substring(0, line + 40) + (text.charAt(line + 40) == '0' ? '1' : '0') + text.substring(line + 41);
        Files.writeString(file.journal(), damaged);

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(6 - before.size() + 1).contains(before.get(0));
    }

    @Test
    void aJournalOfAnotherVersionIsDeletedWithItsPartFile() throws IOException {
        interrupt();
        List<String> lines = new ArrayList<>(Files.readAllLines(file.journal()));
        SealedLine first = SealedLine.open(lines.get(0)).orElseThrow();
        assertThat(first.kind()).isEqualTo("file-1");
        lines.set(0, new SealedLine("file-2", first.fields()).seal());
        Files.write(file.journal(), lines);

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(6);
    }

    @Test
    void aJournalWithRangesOutsideItsGridIsIgnored() throws IOException {
        interrupt();
        String first = Files.readAllLines(file.journal()).get(0);
        SealedLine range = SealedLine.of("range-1", 0, 5, "range", "00".repeat(32));
        Files.write(file.journal(), List.of(first, range.seal()));

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(6);
    }

    @Test
    void aPartFileThatDisappearedIsFetchedAgainFromTheStart() throws IOException {
        interrupt();
        Files.delete(file.part());

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(6);
    }

    @Test
    void aPartFileThatShrankKeepsItsRemainingRanges() throws IOException {
        interrupt();
        try (var part = Disk.LOCAL.open(file.part())) {
            part.truncate(MIB + MIB / 2);
        }

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(5).doesNotContain("bytes=0-1048575");
    }

    /** The journal describes an earlier state of the disk; only the disk shows the present one. */
    @Test
    void onlyTheDamagedRangeOfAPartFileIsFetchedAgain() throws IOException {
        interrupt();
        try (var part = Disk.LOCAL.open(file.part())) {
            part.write(ByteBuffer.allocate(100), MIB + 4711);
        }

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(3).contains("bytes=1048576-2097151");
    }

    @Test
    void onlyTheChangedRangeOfAnUnsettledFileIsFetchedAgain() throws IOException {
        assertWhole(fetch(Disk.LOCAL));
        outputs.simulator.clearRequests();
        try (var published = Disk.LOCAL.open(file.path())) {
            published.write(ByteBuffer.allocate(100), SIZE - 50);
            published.write(ByteBuffer.allocate(1), 3L * MIB);
        }

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).containsExactlyInAnyOrder("bytes=3145728-4194303", "bytes=5242880-6291450");
        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(2);
    }

    @Test
    void aFileThatBecameShorterIsCompletedAgain() throws IOException {
        assertWhole(fetch(Disk.LOCAL));
        outputs.simulator.clearRequests();
        try (var published = Disk.LOCAL.open(file.path())) {
            published.truncate(5L * MIB);
        }

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).containsExactly("bytes=5242880-6291450");
    }

    @Test
    void aPartFileLongerThanTheOutputIsCutToItsLength() throws IOException {
        interrupt();
        try (var part = Disk.LOCAL.open(file.part())) {
            part.write(ByteBuffer.allocate(10), SIZE + MIB);
        }

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(2);
    }

    @Test
    void aCompleteUnsettledFileIsNotFetchedAgain() throws IOException {
        assertWhole(fetch(Disk.LOCAL));
        outputs.simulator.clearRequests();

        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).isEmpty();

        Files.delete(file.path());
        assertWhole(fetch(Disk.LOCAL));
        assertThat(requested()).hasSize(6);
    }
}
