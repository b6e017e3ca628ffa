package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.range.VerifiedRange;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.internal.text.SealedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A file on its way to be whole, and its journal. Bytes are on the disk before they are recorded, recorded before they count,
 * and under the final name only when all of them are there. Thread-safe.
 */
final class PartFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    private final OutputFile file;
    private final Journal journal;
    private final List<VerifiedRange> unrecorded = new ArrayList<>();
    private FileIdentity identity;
    private volatile Coverage coverage;
    private GetJobOutputResponse answer;
    private FileChannel data;

    private PartFile(OutputFile file, Journal journal) {
        this.file = file;
        this.journal = journal;
    }

    /**
     * Goes on with what is there, if it is of this output; else begins at the start. Ranges that were not compared with
     * a hash are fetched again where only proved ones count.
     *
     * @throws java.nio.channels.OverlappingFileLockException if it is in use
     */
    static PartFile open(OutputFile file, FileIdentity asked, boolean onlyProved) throws IOException {
        PartFile part = new PartFile(file, file.disk().journal(file.journal()));
        try {
            part.read(asked, onlyProved);
            if (!part.isUsable()) {
                part.begin(asked);
            }
            if (!part.isPublished()) {
                part.data = file.disk().open(file.part());
                part.syncDirectory();
            }
            return part;
        } catch (IOException | RuntimeException e) {
            part.journal.close();
            throw e;
        }
    }

    private void read(FileIdentity asked, boolean onlyProved) throws IOException {
        journal.read(line -> {
            if (identity == null) {
                FileIdentity.decode(line).filter(asked::isSameOutput).ifPresent(this::identify);
            } else {
                AnswerLine.decode(line).ifPresent(known -> answer = known);
                RecordedRange.decode(line)
                        .filter(range -> !onlyProved || range.proof() == Proof.range)
                        .ifPresent(coverage::add);
            }
        });
    }

    private void identify(FileIdentity known) {
        identity = known;
        coverage = new Coverage(plan(), known.wanted().length() == known.size());
    }

    /** A journal without its part, or with a shorter one, describes bytes that are no longer there. */
    private boolean isUsable() throws IOException {
        if (identity == null) {
            return false;
        }
        return isPublished() || isFile(file.part()) && Files.size(file.part()) >= coverage.reach();
    }

    /** Whether the file has its final name: the part is gone and everything is recorded. */
    boolean isPublished() throws IOException {
        return coverage.isComplete()
                && Files.notExists(file.part(), LinkOption.NOFOLLOW_LINKS)
                && isFile(file.path())
                && Files.size(file.path()) == identity.wanted().length();
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void begin(FileIdentity asked) throws IOException {
        Files.deleteIfExists(file.part());
        answer = null;
        identify(asked);
        journal.begin(asked.encode());
    }

    RangePlan plan() {
        return new RangePlan(identity.wanted(), identity.chunkSize());
    }

    /** Bytes in the part, with what is not verified yet. */
    long size() throws IOException {
        return data.size();
    }

    /** Writes bytes at an offset of the output. */
    void write(byte[] bytes, int count, long offset) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, count);
        long at = offset - identity.wanted().start();
        while (from.hasRemaining()) {
            at += data.write(from, at);
        }
    }

    /** Records a range that was written and verified; those of other threads that wait go to the disk with it. */
    void record(VerifiedRange range) throws IOException {
        synchronized (unrecorded) {
            unrecorded.add(range);
        }
        synchronized (this) {
            List<VerifiedRange> ready = takeUnrecorded();
            if (!ready.isEmpty()) {
                data.force(false);
                recordForced(ready);
            }
        }
    }

    private List<VerifiedRange> takeUnrecorded() {
        synchronized (unrecorded) {
            List<VerifiedRange> ready = List.copyOf(unrecorded);
            unrecorded.clear();
            return ready;
        }
    }

    private void recordForced(List<VerifiedRange> ready) throws IOException {
        List<SealedLine> lines = new ArrayList<>();
        if (answer == null) {
            answer = ready.get(0).answer();
            lines.add(AnswerLine.encode(answer));
        }
        List<RecordedRange> ranges =
                ready.stream().flatMap(range -> RecordedRange.of(range, plan())).toList();
        ranges.forEach(range -> lines.add(range.encode()));
        journal.append(lines);
        ranges.forEach(coverage::add);
    }

    /** Bytes that are recorded; waits for no disk. */
    long present() {
        return coverage.bytes();
    }

    synchronized boolean has(ByteRange range) {
        return coverage.has(range);
    }

    synchronized Proof proof() {
        return coverage.proof();
    }

    synchronized String treeHash() {
        return coverage.treeHash();
    }

    /** What the service answered besides the bytes, now or when it began. */
    synchronized GetJobOutputResponse answer() {
        return answer == null ? GetJobOutputResponse.builder().build() : answer;
    }

    /** Gives the whole file, which is on the disk, its final name, over an older one. */
    synchronized void publish() throws IOException {
        if (data.size() > identity.wanted().length()) {
            data.truncate(identity.wanted().length());
            data.force(true);
        }
        data.close();
        Files.move(file.part(), file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
    }

    /** A directory cannot be opened on every platform; where it cannot, its entries are the file system's business. */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(file.path().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.debug("The directory of {} cannot be synchronised: {}", file, e.toString());
        }
    }

    /** Deletes what is there: it is wrong, and it is not known where. */
    synchronized void discard() throws IOException {
        Files.deleteIfExists(file.part());
        journal.delete();
    }

    /** Closes its files; what was not even begun is deleted. */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (data != null) {
                data.close();
            }
            if (coverage.reach() == 0 && !coverage.isComplete()) {
                discard();
            }
        } finally {
            journal.close();
        }
    }
}
