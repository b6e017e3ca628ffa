package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.SealedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * What one pass over a journal finds: which output it is of, what the service answered, and which of the recorded ranges the
 * disk still has. It keeps no list of the ranges, because an output may have millions. Used by one thread.
 */
final class Recovery implements Consumer<SealedLine> {

    private final FileIdentity asked;
    private final boolean onlyProved;
    private final StoredBytes bytes;
    private FileIdentity identity;
    private GetJobOutputResponse answer;
    private Coverage recorded;
    private Coverage onDisk;

    /**
     * Before the pass.
     *
     * @param onlyProved whether ranges that were not compared with a hash do not count
     * @param bytes      what the disk has
     */
    Recovery(FileIdentity asked, boolean onlyProved, StoredBytes bytes) {
        this.asked = asked;
        this.onlyProved = onlyProved;
        this.bytes = bytes;
    }

    static Coverage nothing(FileIdentity of) {
        return new Coverage(
                new RangePlan(of.wanted(), of.chunkSize()), of.wanted().length() == of.size());
    }

    @Override
    public void accept(SealedLine line) {
        if (identity == null) {
            FileIdentity.decode(line).filter(asked::isSameOutput).ifPresent(this::begin);
        } else {
            AnswerLine.decode(line).ifPresent(known -> answer = known);
            RecordedRange.decode(line)
                    .filter(range -> !onlyProved || range.proof() == Proof.range)
                    .ifPresent(this::add);
        }
    }

    private void begin(FileIdentity known) {
        identity = known;
        recorded = nothing(known);
        onDisk = nothing(known);
    }

    private void add(RecordedRange range) {
        recorded.add(range);
        try {
            if (!onDisk.has(range.range()) && bytes.has(range)) {
                onDisk.add(range);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The grid of this very output; empty if the journal is another output's or has nothing. */
    Optional<FileIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** What the service answered when it began; null where that is not known. */
    GetJobOutputResponse answer() {
        return answer;
    }

    /** Whether every range was there once. */
    boolean wasComplete() {
        return identity != null && recorded.isComplete();
    }

    /** The ranges that are still there as they were recorded. */
    Coverage onDisk() {
        return onDisk;
    }

    /** Bytes that were recorded and are not there any more. */
    long lost() {
        return recorded.bytes() - onDisk.bytes();
    }
}
