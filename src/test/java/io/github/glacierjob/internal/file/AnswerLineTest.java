package io.github.glacierjob.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.text.SealedLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

class AnswerLineTest {

    @Test
    void anAnswerIsReadAsItWasWritten() {
        GetJobOutputResponse answer = GetJobOutputResponse.builder()
                .acceptRanges("bytes")
                .archiveDescription("100% \"caf\u00e9\" = - +")
                .build();

        assertThat(AnswerLine.decode(AnswerLine.encode(answer))).contains(answer);
    }

    @Test
    void aLineOfAnotherFormatIsIgnored() {
        assertThat(AnswerLine.decode(SealedLine.of("answer-1", "bytes", null))).isEmpty();
        assertThat(AnswerLine.decode(SealedLine.of("answer-1"))).isEmpty();
        assertThat(AnswerLine.decode(SealedLine.of("answer-2", "bytes", null, null)))
                .isEmpty();
        assertThat(AnswerLine.decode(new SealedLine("", List.of()))).isEmpty();
    }
}
