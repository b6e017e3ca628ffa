package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.options.ChecksumPolicy;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Checks that the answer to a range request has exactly the requested range. The service answers a malformed range with
 * 200 and the whole output, and shortens a range that ends too late without an error. This check refuses both.
 *
 * @param source the source of the output
 * @param size   bytes in the whole output
 */
public record AnswerCheck(OutputSource source, long size) {

    public void accept(GetJobOutputResponse answer, ByteRange asked) throws IOException {
        SdkHttpResponse http = answer.sdkHttpResponse();
        if (http.statusCode() == 206) {
            String expected = "bytes " + asked.start() + "-" + asked.end() + "/" + size;
            if (!expected.equals(answer.contentRange())) {
                throw new UnexpectedAnswerException("Content-Range " + expected, String.valueOf(answer.contentRange()));
            }
        } else if (http.statusCode() != 200 || asked.length() != size) {
            throw new UnexpectedAnswerException("206 for " + asked + " of " + size, "status " + http.statusCode());
        }
        Optional<String> length = http.firstMatchingHeader("Content-Length");
        if (length.isPresent() && !length.get().trim().equals(Long.toString(asked.length()))) {
            throw new UnexpectedAnswerException("Content-Length " + asked.length(), length.get());
        }
    }

    void checksum(GetJobOutputResponse answer, ByteRange asked, ChecksumPolicy policy) {
        if (policy == ChecksumPolicy.required
                && answer.checksum() == null
                && source.job().isArchive()) {
            throw new JobOutputException(source.where(asked)
                    + "expected a checksum because of checksumPolicy=required, the service sent none; an archive has one"
                    + " if the retrieved range is tree-hash aligned");
        }
    }
}
