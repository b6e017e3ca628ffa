package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.service.Attempts;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** Finds out the size of an output with a request for one byte, if the job's description does not have the size. */
public final class SizeProbe {

    private static final ByteRange FIRST_BYTE = new ByteRange(0, 0);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes 0-0/(\\d{1,18})");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private SizeProbe() {}

    public static long size(OutputSource source) {
        Attempts attempts = source.attempts();
        while (true) {
            attempts.ready();
            try {
                return ask(source);
            } catch (UnexpectedAnswerException | SdkException e) {
                if (!attempts.again(e)) {
                    throw source.failure("its size", e);
                }
            }
        }
    }

    /**
     * Requests one byte and reads the size. Also accepts the answer of a server that ignores ranges: 200 and the whole
     * output.
     */
    private static long ask(OutputSource source) throws UnexpectedAnswerException {
        ResponseInputStream<GetJobOutputResponse> in = source.open(FIRST_BYTE, false);
        in.abort();
        SdkHttpResponse http = in.response().sdkHttpResponse();
        String range = String.valueOf(in.response().contentRange());
        String length = http.firstMatchingHeader("Content-Length").orElse("none");
        Matcher total = CONTENT_RANGE.matcher(range);
        if (total.matches()) {
            return Long.parseLong(total.group(1));
        }
        if (http.statusCode() == 200 && LENGTH.matcher(length).matches()) {
            return Long.parseLong(length);
        }
        throw new UnexpectedAnswerException(
                "Content-Range bytes 0-0/<size>, or 200 with a Content-Length",
                http.statusCode() + " with " + range + " and " + length);
    }
}
