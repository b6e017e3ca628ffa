package io.github.glacierjob.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {"answer =% - -", "answer =%zz - -", "answer  - -", "answer x - -", "answer - -", "other - - -"})
    void aLineOfAnotherFormatIsIgnored(String line) {
        assertThat(AnswerLine.decode(line)).isEmpty();
    }
}
