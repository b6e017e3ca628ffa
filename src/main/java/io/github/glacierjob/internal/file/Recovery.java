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
 * Reads a journal in one pass and finds its output, the service's answer, and the recorded ranges that the disk still
 * has. It keeps no list of the ranges, because an output may have millions. Used by one thread.
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
     * Creates the reader.
     *
     * @param onlyProved whether to ignore ranges that were not compared with a hash
     * @param bytes      the bytes on the disk
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

    /** The recorded identity of this output; empty if the journal is empty or belongs to another output. */
    Optional<FileIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** The service's answer at the first attempt; null if it is not known. */
    GetJobOutputResponse answer() {
        return answer;
    }

    /** Whether all ranges were recorded. */
    boolean wasComplete() {
        return identity != null && recorded.isComplete();
    }

    /** The recorded ranges whose bytes the disk still has. */
    Coverage onDisk() {
        return onDisk;
    }

    /** The bytes that were recorded and that the disk no longer has. */
    long lost() {
        return recorded.bytes() - onDisk.bytes();
    }
}
