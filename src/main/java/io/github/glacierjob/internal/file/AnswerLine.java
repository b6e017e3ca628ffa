package io.github.glacierjob.internal.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** What the service says of an output besides its bytes, as a line of a journal. */
public final class AnswerLine {

    private static final String KIND = "answer";
    private static final String ABSENT = "-";

    private AnswerLine() {}

    public static String encode(GetJobOutputResponse answer) {
        return String.join(
                " ", KIND, word(answer.acceptRanges()), word(answer.contentType()), word(answer.archiveDescription()));
    }

    private static String word(String text) {
        return text == null ? ABSENT : "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static Optional<GetJobOutputResponse> decode(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 4 || !parts[0].equals(KIND)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GetJobOutputResponse.builder()
                    .acceptRanges(text(parts[1]))
                    .contentType(text(parts[2]))
                    .archiveDescription(text(parts[3]))
                    .build());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(String word) {
        if (word.equals(ABSENT)) {
            return null;
        }
        if (!word.startsWith("=")) {
            throw new IllegalArgumentException("neither " + ABSENT + " nor a text: " + word);
        }
        return URLDecoder.decode(word.substring(1), StandardCharsets.UTF_8);
    }
}
