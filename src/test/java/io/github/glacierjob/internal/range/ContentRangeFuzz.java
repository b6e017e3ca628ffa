package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.ByteRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * The rules for any headers of an answer, and for any Range of a user; a target of the fuzzer. The input is a status, a
 * Content-Range, a Content-Length and a Range, one in each line.
 */
public final class ContentRangeFuzz {

    private static final long SIZE = 5242880;
    private static final ByteRange[] ASKED = {
        new ByteRange(0, SIZE - 1),
        new ByteRange(1048576, 2097151),
        new ByteRange(0, 0),
        new ByteRange(SIZE - 1, SIZE - 1)
    };

    private ContentRangeFuzz() {}

    /** Reads any lines. */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = (new String(input, StandardCharsets.ISO_8859_1) + "\n\n\n\n").split("\n", -1);
        int status = lines[0].equals("206") ? 206 : lines[0].equals("200") ? 200 : lines[0].hashCode() & 0x3FF;
        GetJobOutputResponse answer = answer(status, lines[1], lines[2]);
        for (ByteRange asked : ASKED) {
            boolean right = status == 200 && asked.length() == SIZE
                    || status == 206 && lines[1].equals("bytes " + asked.start() + "-" + asked.end() + "/" + SIZE);
            boolean length = lines[2].isEmpty() || lines[2].trim().equals("" + asked.length());
            if (accepts(answer, asked) != (right && length)) {
                throw new IllegalStateException("for " + asked + " came " + answer + " " + lines[2]);
            }
        }
        parse(lines[3]);
    }

    private static GetJobOutputResponse answer(int status, String contentRange, String contentLength) {
        SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
        if (!contentLength.isEmpty()) {
            http.putHeader("Content-Length", contentLength);
        }
        return (GetJobOutputResponse) GetJobOutputResponse.builder()
                .contentRange(contentRange)
                .sdkHttpResponse(http.build())
                .build();
    }

    private static boolean accepts(GetJobOutputResponse answer, ByteRange asked) {
        try {
            new AnswerCheck(null, SIZE).accept(answer, asked);
            return true;
        } catch (UnexpectedAnswerException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void parse(String range) {
        Optional<ByteRange> parsed;
        try {
            parsed = Optional.of(ByteRange.parse("range", range));
        } catch (IllegalArgumentException e) {
            parsed = Optional.empty();
        }
        parsed.ifPresent(same -> {
            if (!ByteRange.parse("range", same.toString()).equals(same) || same.length() < 1) {
                throw new IllegalStateException(range + " became " + same);
            }
        });
    }
}
