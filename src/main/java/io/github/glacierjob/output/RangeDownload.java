package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.job.Attempts;
import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.JobNotReadyException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.io.EOFException;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Fetches one range: resumes at the byte where a connection broke, hashes while the bytes arrive, and hands the range over
 * only if it is whole and matches the service's hash. Run by one thread, aborted by any.
 */
final class RangeDownload {

    private static final int READ_SIZE = 1 << 16;

    private final OutputSource source;
    private final AnswerCheck check;
    private final ChecksumPolicy policy;
    private final ByteRange range;
    private final LeafHasher hasher = new LeafHasher();
    private final byte[] bytes;
    private int have;
    private GetJobOutputResponse answer;
    private volatile ResponseInputStream<GetJobOutputResponse> open;
    private volatile boolean aborted;

    RangeDownload(OutputSource source, AnswerCheck check, ChecksumPolicy policy, ByteRange range) {
        this.source = source;
        this.check = check;
        this.policy = policy;
        this.range = range;
        this.bytes = new byte[Math.toIntExact(range.length())];
    }

    /** Fetches it, as chunk number {@code index} of {@code count}. */
    Chunk fetch(int index, int count) {
        Attempts connections = source.attempts();
        Attempts mismatches = source.attempts();
        while (true) {
            try {
                receive(connections);
                return verified(index, count);
            } catch (TreeHashMismatchException e) {
                have = 0;
                if (aborted || !mismatches.again(e)) {
                    throw e;
                }
            } catch (IOException | SdkException e) {
                if (aborted || !connections.again(e)) {
                    throw given(e);
                }
            }
        }
    }

    private void receive(Attempts connections) throws IOException {
        ByteRange missing = range.after(have);
        ResponseInputStream<GetJobOutputResponse> in = source.open(missing.length() == 0 ? null : missing);
        open = in;
        try {
            accept(in.response(), missing);
            read(in, connections);
            in.close();
        } catch (IOException | RuntimeException e) {
            in.abort();
            throw e;
        } finally {
            open = null;
        }
    }

    private void accept(GetJobOutputResponse from, ByteRange missing) throws IOException {
        if (aborted) {
            throw new IOException("stopped");
        }
        check.accept(from, missing);
        if (have == 0) {
            check.checksum(from, range, policy);
            hasher.reset();
            answer = from;
        }
    }

    private void read(ResponseInputStream<GetJobOutputResponse> in, Attempts connections) throws IOException {
        while (have < bytes.length) {
            int count = in.read(bytes, have, Math.min(READ_SIZE, bytes.length - have));
            if (count < 0) {
                throw new EOFException("the answer ended " + (bytes.length - have) + " bytes early");
            }
            hasher.update(bytes, have, count);
            have += count;
            connections.progressed();
        }
        if (goesOn(in)) {
            have = 0;
            throw new UnexpectedAnswerException("the end after " + bytes.length + " bytes", "more");
        }
    }

    /** Reads the end, which gives the connection back. A connection that breaks there has brought all the same. */
    private static boolean goesOn(ResponseInputStream<GetJobOutputResponse> in) {
        try {
            return in.read() >= 0;
        } catch (IOException e) {
            in.abort();
            return false;
        }
    }

    private Chunk verified(int index, int count) {
        LeafHashes leaves = hasher.finish();
        boolean compared = policy != ChecksumPolicy.none && answer.checksum() != null;
        if (compared && !answer.checksum().equalsIgnoreCase(leaves.treeHash())) {
            throw new TreeHashMismatchException(
                    source.where(range) + "expected tree hash " + answer.checksum() + ", the bytes that came have "
                            + leaves.treeHash(),
                    false);
        }
        return new Chunk(index, count, range, bytes, leaves, compared ? Proof.range : Proof.length, answer);
    }

    private RuntimeException given(Exception failure) {
        String where = source.where(range.after(have));
        return switch (Failure.of(failure)) {
            case GONE ->
                new JobOutputExpiredException(
                        where + "the service no longer has this output, outputs live about 24 hours: "
                                + failure.getMessage(),
                        failure);
            case NOT_READY -> new JobNotReadyException(where + "not ready yet: " + failure.getMessage(), failure);
            default ->
                failure instanceof SdkException sdk
                        ? sdk
                        : new JobOutputException(where + failure.getMessage() + ", also when tried again", failure);
        };
    }

    /** Ends it from another thread: the connection is dropped and nothing is tried again. */
    void abort() {
        aborted = true;
        ResponseInputStream<GetJobOutputResponse> in = open;
        if (in != null) {
            in.abort();
        }
    }
}
