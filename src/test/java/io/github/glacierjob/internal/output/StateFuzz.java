package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.file.AnswerLine;
import io.github.glacierjob.internal.file.FileIdentity;
import io.github.glacierjob.internal.file.RecordedRange;
import io.github.glacierjob.internal.text.SealedLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The rules for any line in a progress repository or a journal; a target of the fuzzer. */
public final class StateFuzz {

    private StateFuzz() {}

    /** Reads any line, as it is and with a valid checksum. */
    public static void fuzzerTestOneInput(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        Progress.decode(line);
        SealedLine whole = SealedLine.of("fuzz-1", line, null);
        same(whole, SealedLine.open(whole.seal()).orElse(null));
        SealedLine.open(line).ifPresent(read -> same(read.seal(), line));
        String[] fields = line.split(" ", -1);
        SealedLine any = new SealedLine(
                fields[0], Arrays.stream(fields, 1, fields.length).toList());
        Progress.decode(any.seal())
                .ifPresent(read -> same(read, Progress.decode(read.encode()).orElse(null)));
        RecordedRange.decode(any)
                .ifPresent(
                        read -> same(read, RecordedRange.decode(read.encode()).orElse(null)));
        AnswerLine.decode(any)
                .ifPresent(read ->
                        same(read, AnswerLine.decode(AnswerLine.encode(read)).orElse(null)));
        FileIdentity.decode(any)
                .ifPresent(read -> same(read, FileIdentity.decode(read.encode()).orElse(null)));
    }

    private static void same(Object read, Object again) {
        if (!read.equals(again)) {
            throw new IllegalStateException(read + " became " + again);
        }
    }
}
