package io.github.glacierjob.output;

import io.github.glacierjob.job.Attempts;
import io.github.glacierjob.job.JobOutputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/** Asks for one byte of an output to learn the size of all of it, where its description does not say. */
final class SizeProbe {

    private static final ByteRange FIRST_BYTE = new ByteRange(0, 0);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes 0-0/(\\d{1,18})");

    private SizeProbe() {}

    static long size(OutputSource source) {
        Attempts attempts = source.attempts();
        while (true) {
            attempts.ready();
            try {
                return ask(source);
            } catch (SdkException e) {
                if (!attempts.again(e)) {
                    throw source.failure("its size", e);
                }
            }
        }
    }

    private static long ask(OutputSource source) {
        ResponseInputStream<GetJobOutputResponse> in = source.open(FIRST_BYTE);
        in.abort();
        String range = in.response().contentRange();
        Matcher total = CONTENT_RANGE.matcher(String.valueOf(range));
        if (total.matches()) {
            return Long.parseLong(total.group(1));
        }
        return in.response()
                .sdkHttpResponse()
                .firstMatchingHeader("Content-Length")
                .filter(length -> in.response().sdkHttpResponse().statusCode() == 200)
                .map(Long::parseLong)
                .orElseThrow(() -> new JobOutputException(
                        source.where("its size") + "expected Content-Range bytes 0-0/<size>, came " + range));
    }
}
