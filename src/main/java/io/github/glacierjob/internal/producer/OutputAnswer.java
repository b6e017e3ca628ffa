package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.file.FileDownload;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OutputMode;
import org.apache.camel.Message;

/**
 * Writes a job's output to the message body. It is created before any request, so that wrong options fail before a
 * request.
 */
@FunctionalInterface
interface OutputAnswer {

    void write(CompletedJob job, JobOutput output);

    /**
     * Creates the answer for an output or a range of it: a stream unless the options select another form.
     *
     * @param range the wanted range of the output, null for the whole
     * @param jobId the file's name if the message does not have a name
     */
    static OutputAnswer of(GlacierJobOptions options, Message message, ByteRange range, String jobId) {
        OutputMode mode = options.getOutputMode();
        if (mode == OutputMode.file) {
            return file(options, message, range, jobId);
        }
        Rejection.unless(
                mode != OutputMode.ranges || range == null,
                "range",
                range,
                "must not be given with outputMode=ranges: descriptors need a whole output");
        Rejection.unless(
                mode != OutputMode.archives || range == null,
                "range",
                range,
                "must not be given with outputMode=archives: archives need a whole inventory");
        return (job, output) -> {
            switch (mode == null ? OutputMode.stream : mode) {
                case chunks -> JobMessages.chunks(message, job, output, range);
                case ranges -> JobMessages.ranges(message, job, output);
                case archives -> JobMessages.archives(message, job, output, options.getOnBadArchive());
                default -> JobMessages.stream(message, job, output, range).releaseAfter(message.getExchange());
            }
        };
    }

    /** Creates the answer for the range of a descriptor: its chunk, unless the options select a stream or a file. */
    static OutputAnswer of(GlacierJobOptions options, Message message, RangeDescriptor range) {
        OutputMode mode = options.getOutputMode();
        Rejection.unless(
                mode != OutputMode.archives,
                "body",
                "a descriptor",
                "must not be given with outputMode=archives: a range is not an inventory");
        if (mode != OutputMode.file && mode != OutputMode.stream) {
            return (job, output) -> JobMessages.chunk(message, job, output.fetch(range), output.size());
        }
        String name = range.jobId() + "." + range.range().start() + "-"
                + range.range().end();
        OutputAnswer answer = of(options, message, range.asked(), name);
        return (job, output) -> {
            answer.write(job, output);
            AnswerHeaders.writePlace(message, range);
        };
    }

    private static OutputAnswer file(GlacierJobOptions options, Message message, ByteRange range, String defaultName) {
        Object given = RequestValues.header(message, GlacierJobConstants.FILE_NAME);
        String name = given == null ? defaultName : given.toString();
        OutputFile file = OutputFile.in(
                        options.getWorkDirectory(), given == null ? "job id" : GlacierJobConstants.FILE_NAME, name)
                .whenExists(options.getFileExist());
        return (job, output) -> {
            try (FileDownload download = output.download(range, file)) {
                JobMessages.file(message, job, download, download.fetch());
                message.setHeader(GlacierJobConstants.FILE_NAME, download.name());
                download.settle();
            }
        };
    }
}
