package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.job.Attempts;
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
    private int most;
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

    /** Fetches it, as a part of a plan. */
    Chunk fetch(RangePlan plan) {
        Attempts connections = source.attempts();
        Attempts mismatches = source.attempts();
        while (true) {
            try {
                receive(connections);
                return verified(plan);
            } catch (TreeHashMismatchException e) {
                have = 0;
                most = 0;
                if (aborted || !mismatches.again(e)) {
                    throw e;
                }
            } catch (IOException | SdkException e) {
                if (aborted || !connections.again(e)) {
                    throw source.failure(range.after(have), e);
                }
            }
        }
    }

    private void receive(Attempts connections) throws IOException {
        ByteRange missing = range.after(have);
        ResponseInputStream<GetJobOutputResponse> in = source.open(range.length() == 0 ? null : missing);
        open = in;
        try {
            accept(in.response(), missing);
            read(in, connections);
            readEnd(in);
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
            if (have > most) {
                most = have;
                connections.progressed();
            }
        }
    }

    /** Gives the connection back. One that breaks after the last byte has brought all the same. */
    private void readEnd(ResponseInputStream<GetJobOutputResponse> in) throws IOException {
        boolean more = false;
        try {
            more = in.read() >= 0;
            if (!more) {
                in.close();
            }
        } catch (IOException e) {
            in.abort();
        }
        if (more) {
            have = 0;
            throw new UnexpectedAnswerException("the end after " + bytes.length + " bytes", "more");
        }
    }

    private Chunk verified(RangePlan plan) {
        LeafHashes leaves = hasher.finish();
        boolean compared = policy != ChecksumPolicy.none && answer.checksum() != null;
        if (compared && !answer.checksum().equalsIgnoreCase(leaves.treeHash())) {
            throw new TreeHashMismatchException(
                    source.where(range) + "expected tree hash " + answer.checksum() + ", the bytes that came have "
                            + leaves.treeHash(),
                    false);
        }
        return new Chunk(
                plan.indexOf(range.start()),
                plan.count(),
                plan.isLast(range),
                range,
                bytes,
                leaves,
                compared ? Proof.range : Proof.length,
                answer);
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
