package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.file.AnswerLine;
import io.github.glacierjob.internal.file.FileIdentity;
import io.github.glacierjob.internal.file.RecordedRange;
import io.github.glacierjob.internal.text.CheckedLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What must hold of any line in a progress repository or a journal; a target of the fuzzer. */
public final class StateFuzz {

    private StateFuzz() {}

    /** Any line, as it is and with a right checksum. */
    public static void fuzzerTestOneInput(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        Progress.decode(line);
        CheckedLine.open(line);
        if (!CheckedLine.open(CheckedLine.seal(line)).equals(Optional.of(line))) {
            throw new IllegalStateException("sealed and not opened: " + line);
        }
        Progress.decode(CheckedLine.seal(line))
                .ifPresent(read -> same(read, Progress.decode(read.encode()).orElse(null)));
        RecordedRange.decode(line)
                .ifPresent(
                        read -> same(read, RecordedRange.decode(read.encode()).orElse(null)));
        AnswerLine.decode(line)
                .ifPresent(read ->
                        same(read, AnswerLine.decode(AnswerLine.encode(read)).orElse(null)));
        FileIdentity.decode(line)
                .ifPresent(read -> same(read, FileIdentity.decode(read.encode()).orElse(null)));
    }

    private static void same(Object read, Object again) {
        if (!read.equals(again)) {
            throw new IllegalStateException(read + " became " + again);
        }
    }
}
