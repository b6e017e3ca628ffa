package io.github.glacierjob.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.file.RecordedRange;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.inventory.InventoryPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** A stored state is read as it was written, and a damaged state is not read. */
class StatePropertiesTest {

    private static final long MIB = 1 << 20;

    private Path directory;

    @BeforeTry
    void makeADirectory() throws IOException {
        directory = Files.createTempDirectory("state");
    }

    @AfterTry
    void removeIt() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Provide
    Arbitrary<Progress> states() {
        Arbitrary<Long> sizes = Arbitraries.longs().between(0, 40L << 40);
        Arbitrary<Long> parts = Arbitraries.longs().between(0, 1 << 20);
        return Combinators.combine(sizes, parts, Arbitraries.integers().between(0, 2))
                .as((size, part, kind) -> {
                    long leaves = Math.min(part, Math.max(0, size - 1) / MIB);
                    return switch (kind) {
                        case 0 -> Progress.done(size);
                        case 1 ->
                            Progress.ofArchives(
                                    size,
                                    new InventoryPosition(
                                            Math.min(part, size),
                                            part,
                                            part / 2,
                                            part % 2 == 0 ? Optional.empty() : Optional.of("2020-01-01T00:00:00Z")));
                        default -> bytes(size, leaves);
                    };
                });
    }

    private static Progress bytes(long size, long leaves) {
        LeafHasher leaf = new LeafHasher();
        leaf.update(new byte[] {(byte) leaves}, 0, 1);
        String root = leaf.finish().treeHash();
        List<String> roots =
                Stream.generate(() -> root).limit(Long.bitCount(leaves)).toList();
        return size == 0
                ? Progress.done(0)
                : new Progress(size, leaves * MIB, roots, MIB << leaves % 8, Optional.empty());
    }

    @Property
    void aProgressIsReadAsItWasWritten(@ForAll("states") Progress progress) {
        assertThat(Progress.decode(progress.encode())).contains(progress);
        assertThat(progress.encode()).doesNotContain("\n").hasSizeLessThan(4096);
    }

    @Property
    void aChangedOrTruncatedProgressIsInvalid(
            @ForAll("states") Progress progress, @ForAll int place, @ForAll char changed) {
        String line = progress.encode();
        int at = Math.floorMod(place, line.length());
        String damaged = line.substring(0, at) + changed + line.substring(at + 1);

        assertThat(Progress.decode(line.substring(0, at))).isEmpty();
        assertThat(Progress.decode(damaged)).isEqualTo(damaged.equals(line) ? Progress.decode(line) : Optional.empty());
    }

    @Property
    void aSealedLineIsReadAsItWasWritten(
            @ForAll String content, @ForAll @AlphaChars @StringLength(min = 1) String more) {
        SealedLine line = SealedLine.of(more, content, null, content);
        assertThat(SealedLine.open(line.seal())).contains(line);
        assertThat(SealedLine.open(line.seal() + more)).isEmpty();
        assertThat(line.seal()).doesNotContain("\n", "\r");
    }

    @Property
    void aRecordedRangeIsReadAsItWasWritten(
            @ForAll @IntRange(max = 1 << 20) int start, @ForAll @IntRange(min = 1, max = 1 << 30) int length) {
        long leaves = (length + MIB - 1) / MIB;
        List<String> roots = Stream.generate(() -> "ca6d".repeat(16))
                .limit(Long.bitCount(leaves))
                .toList();
        ByteRange range = new ByteRange(start * MIB, start * MIB + length - 1);
        RecordedRange recorded = new RecordedRange(range, roots, Proof.range);

        assertThat(RecordedRange.decode(recorded.encode())).contains(recorded);
        assertThat(recorded.subtrees().roots()).isEqualTo(new SubtreeRoots(leaves, roots).roots());
    }

    /** The model is a list of lines: a journal that is cut anywhere has the lines that ended before the cut. */
    @Property(tries = 60)
    void aTruncatedJournalThatIsContinuedKeepsEveryCompleteLine(
            @ForAll @Size(max = 6) List<@AlphaChars @StringLength(max = 40) String> before,
            @ForAll @Size(max = 3) List<@AlphaChars @StringLength(max = 40) String> after,
            @ForAll @IntRange(max = 400) int place)
            throws IOException {
        OutputFile file = OutputFile.in(directory.toString(), "name", "f");
        write(file, before);
        byte[] bytes = Files.readAllBytes(file.journal());
        int cut = Math.min(place, bytes.length);
        Files.write(file.journal(), java.util.Arrays.copyOf(bytes, cut), StandardOpenOption.TRUNCATE_EXISTING);
        List<String> expected = new ArrayList<>();
        int end = 0;
        for (String line : before) {
            end += lineOf(line).seal().length();
            if (end <= cut) {
                expected.add(line);
            }
            end++;
        }

        assertThat(read(file)).isEqualTo(expected);
        write(file, after);
        expected.addAll(after);
        assertThat(read(file)).isEqualTo(expected);
    }

    private static SealedLine lineOf(String content) {
        return SealedLine.of("line-1", content);
    }

    private static void write(OutputFile file, List<String> lines) throws IOException {
        try (Journal journal = new Journal(file.journal())) {
            journal.read(line -> {});
            journal.append(lines.stream().map(StatePropertiesTest::lineOf).toList());
        }
    }

    private static List<String> read(OutputFile file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Journal journal = new Journal(file.journal())) {
            journal.read(line -> lines.add(line.text(0)));
        }
        return lines;
    }
}
