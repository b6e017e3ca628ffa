package io.github.glacierjob.simulator.service;

import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.job.Job;
import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the output of a job, whole or in part. A range that ends after the output is shortened, a range that starts
 * after the output is refused with 400, and a malformed range (or several ranges) is ignored. {@code bytes=a-} and
 * {@code bytes=-n} mean what RFC 2616 says.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-job-output-get.html">GetJobOutput</a>
 */
final class JobOutputResource {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})?-(\\d{1,18})?");

    private final Vaults vaults;
    private final Jobs jobs;

    JobOutputResource(Vaults vaults, Jobs jobs) {
        this.vaults = vaults;
        this.jobs = jobs;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.GET_JOB_OUTPUT, this::output);
    }

    private Reply output(Call call) {
        Job job = jobs.get(vaults.get(call.vault()), call.id());
        if (job.output() == null) {
            throw GlacierError.invalid("The job is not currently available for download: " + job.id());
        }
        long size = job.output().size();
        Optional<ByteRange> range = range(call.header("range"), size);
        ByteRange served = range.orElse(ByteRange.whole(size));
        Reply reply = Reply.of(range.isPresent() ? 206 : 200);
        reply.header("Content-Type", contentType(job)).header("Accept-Ranges", "bytes");
        range.ifPresent(part -> reply.header("Content-Range", "bytes " + part + "/" + size));
        if (job.isArchive()) {
            describeArchive(job, served, reply);
        }
        return reply.body(job.output(), served.start(), served.end() + 1).metered(bytes -> jobs.sent(job, bytes));
    }

    private static Optional<ByteRange> range(String header, long size) {
        Matcher matcher = RANGE.matcher(header == null ? "" : header);
        if (!matcher.matches() || matcher.group(1) == null && matcher.group(2) == null) {
            return Optional.empty();
        }
        long last = size - 1;
        long end = matcher.group(2) == null ? last : Long.parseLong(matcher.group(2));
        if (matcher.group(1) == null) {
            return Optional.of(new ByteRange(Math.max(0, size - end), last));
        }
        long start = Long.parseLong(matcher.group(1));
        if (end < start && matcher.group(2) != null) {
            return Optional.empty();
        }
        if (start >= size) {
            throw GlacierError.invalid("The start of the range is larger than size of retrieved data: " + header);
        }
        return Optional.of(new ByteRange(start, Math.min(end, last)));
    }

    private static String contentType(Job job) {
        if (job.isArchive()) {
            return "application/octet-stream";
        }
        return job.request().listing().format().equals("CSV") ? "text/csv" : "application/json";
    }

    private static void describeArchive(Job job, ByteRange served, Reply reply) {
        Bytes archive = job.archive().content();
        ByteRange inArchive = served.shifted(job.range().start());
        boolean whole = job.range().treeHashAligned(archive.size());
        if (whole && inArchive.treeHashAligned(archive.size())) {
            boolean all = inArchive.length() == archive.size();
            reply.header(
                    Headers.TREE_HASH,
                    all ? archive.treeHash() : archive.treeHash(inArchive.start(), inArchive.end() + 1));
        }
        if (job.archive().description() != null) {
            reply.header(Headers.DESCRIPTION, job.archive().description());
        }
    }
}
