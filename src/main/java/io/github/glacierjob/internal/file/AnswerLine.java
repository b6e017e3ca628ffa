package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.text.SealedLine;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** Writes and reads the service's answer about an output, without its bytes, as a line of a journal. */
public final class AnswerLine {

    private static final String KIND = "answer-1";

    private AnswerLine() {}

    public static SealedLine encode(GetJobOutputResponse answer) {
        return SealedLine.of(KIND, answer.acceptRanges(), answer.contentType(), answer.archiveDescription());
    }

    public static Optional<GetJobOutputResponse> decode(SealedLine line) {
        return line.as(KIND, fields -> GetJobOutputResponse.builder()
                .acceptRanges(fields.text(0))
                .contentType(fields.text(1))
                .archiveDescription(fields.text(2))
                .build());
    }
}
