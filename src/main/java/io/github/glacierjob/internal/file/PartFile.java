package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.range.VerifiedRange;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.options.FileExist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A file during its download, with its journal. Bytes are forced to the disk before they are recorded, and count only
 * after they are recorded. The file gets its final name when it is complete. Thread-safe.
 */
final class PartFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    private volatile OutputFile file;
    private final Journal journal;
    private final boolean onlyProved;
    private final List<VerifiedRange> unrecorded = new ArrayList<>();
    private FileIdentity identity;
    private volatile Coverage coverage;
    private GetJobOutputResponse answer;
    private FileChannel data;
    private boolean published;
    private boolean foreign;

    private PartFile(OutputFile file, Journal journal, boolean onlyProved) {
        this.file = file;
        this.journal = journal;
        this.onlyProved = onlyProved;
    }

    /**
     * Continues with the existing file if it belongs to this output; otherwise starts at the beginning. A recorded range
     * counts only if the disk still has its bytes.
     *
     * @param expectedHash hash of the whole output, if the service has one
     * @param onlyProved   whether ranges that were not compared with a hash are fetched again
     * @param mayGoOn      ends the work by an exception
     * @throws java.nio.channels.OverlappingFileLockException if it is in use
     * @throws FileAlreadyExistsException if another file has the name; that file is not changed
     */
    static PartFile open(
            OutputFile file, FileIdentity asked, Optional<String> expectedHash, boolean onlyProved, Runnable mayGoOn)
            throws IOException {
        PartFile part = new PartFile(file, file.disk().journal(file.journal()), onlyProved);
        try {
            part.takeUp(asked, expectedHash, mayGoOn);
            return part;
        } catch (UncheckedIOException e) {
            part.abandon();
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            part.abandon();
            throw e;
        }
    }

    private void takeUp(FileIdentity asked, Optional<String> expectedHash, Runnable mayGoOn) throws IOException {
        identity = asked;
        coverage = Recovery.nothing(asked);
        if (hasPart()) {
            takeUpPart(asked, expectedHash, mayGoOn);
        } else if (isFile(file.path())) {
            takeUpFile(asked, expectedHash, mayGoOn);
        } else {
            hasOwnContent(expectedHash, mayGoOn);
            begin(asked);
        }
        if (!published) {
            data = file.disk().open(file.part());
            syncDirectory();
        }
    }

    /**
     * Whether there is a part. A crash during the publication leaves the part as a second name of the final file; then
     * this name is removed.
     */
    private boolean hasPart() throws IOException {
        boolean there = isFile(file.part());
        if (there && isFile(file.path()) && Files.isSameFile(file.part(), file.path())) {
            Files.delete(file.part());
            return false;
        }
        return there;
    }

    private void takeUpPart(FileIdentity asked, Optional<String> expectedHash, Runnable mayGoOn) throws IOException {
        published = hasOwnContent(expectedHash, mayGoOn);
        Recovery found = recovered(asked, file.part(), mayGoOn);
        foreign = published && found.identity().isEmpty();
        if (!published && found.identity().isEmpty()) {
            begin(asked);
        } else if (published && !foreign) {
            Files.deleteIfExists(file.part());
        } else if (!published && found.lost() > 0) {
            LOG.warn(
                    "{} bytes of {} on the disk differ from the recorded ones: they are fetched again",
                    found.lost(),
                    file.part());
        }
    }

    private void takeUpFile(FileIdentity asked, Optional<String> expectedHash, Runnable mayGoOn) throws IOException {
        Recovery found = recovered(asked, file.path(), mayGoOn);
        if (found.wasComplete()) {
            takeUpPublished(asked);
            return;
        }
        published = hasOwnContent(expectedHash, mayGoOn);
        foreign = published && found.identity().isEmpty();
        if (!published) {
            begin(asked);
        }
    }

    /** Reads the journal, and the bytes on the disk that it records, in one pass. */
    private Recovery recovered(FileIdentity asked, Path path, Runnable mayGoOn) throws IOException {
        try (FileChannel stored = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Recovery found = new Recovery(
                    asked, onlyProved, new StoredBytes(stored, asked.wanted().start(), mayGoOn));
            journal.read(found);
            if (found.identity().isPresent()) {
                identity = found.identity().get();
                coverage = found.onDisk();
                answer = found.answer();
            }
            return found;
        }
    }

    /**
     * Continues with a file that was published before. If it was changed since then, it becomes a part again; if none of
     * its ranges is left, it counts as another file.
     */
    private void takeUpPublished(FileIdentity asked) throws IOException {
        published = coverage.isComplete()
                && Files.size(file.path()) == identity.wanted().length();
        if (published) {
            return;
        }
        if (coverage.bytes() > 0) {
            LOG.warn("File {} was changed after it was complete: the missing ranges are fetched again", file);
            Files.move(file.path(), file.part(), StandardCopyOption.ATOMIC_MOVE);
        } else if (file.whenExists() == FileExist.Override) {
            begin(asked);
        } else {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /**
     * Whether a file under the name has the content of this output although no journal records it; then nothing is
     * fetched. If the service has no hash, this can be decided only after the download.
     */
    private boolean hasOwnContent(Optional<String> expectedHash, Runnable mayGoOn) throws IOException {
        if (Files.notExists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean sameSize = isFile(file.path())
                && Files.size(file.path()) == identity.wanted().length();
        if (sameSize && expectedHash.isPresent()) {
            try (FileChannel stored =
                    FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                StoredBytes bytes = new StoredBytes(stored, identity.wanted().start(), mayGoOn);
                if (bytes.treeHash(plan())
                        .filter(expectedHash.get()::equalsIgnoreCase)
                        .isPresent()) {
                    return true;
                }
            }
        }
        boolean unknown = sameSize && expectedHash.isEmpty() && file.whenExists() == FileExist.Fail;
        if (unknown || file.whenExists() == FileExist.Override) {
            return false;
        }
        throw new FileAlreadyExistsException(file.toString());
    }

    /** Whether the file has its final name; then nothing is fetched. */
    boolean isPublished() {
        return published;
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void begin(FileIdentity asked) throws IOException {
        Files.deleteIfExists(file.part());
        answer = null;
        identity = asked;
        coverage = Recovery.nothing(asked);
        journal.begin(asked.encode());
    }

    /** Closes the journal after a failed opening, and removes it if it is empty; other files are kept. */
    private void abandon() throws IOException {
        try {
            journal.deleteIfEmpty();
        } finally {
            journal.close();
        }
    }

    RangePlan plan() {
        return new RangePlan(identity.wanted(), identity.chunkSize());
    }

    /** The bytes in the part, including bytes that are not verified. */
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

    /** Records a range that was written and verified, together with the waiting ranges of other threads. */
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

    /** The recorded bytes; does not wait for the disk. */
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

    /** The service's answer without the bytes, from this attempt or from the first. */
    synchronized GetJobOutputResponse answer() {
        return answer == null ? GetJobOutputResponse.builder().build() : answer;
    }

    /**
     * Gives the complete file its final name.
     *
     * @throws FileAlreadyExistsException if another file has the name and must not be replaced
     */
    synchronized void publish() throws IOException {
        if (data.size() > identity.wanted().length()) {
            data.truncate(identity.wanted().length());
            data.force(true);
        }
        data.close();
        file = new Publication(file).publish(identity);
        syncDirectory();
    }

    /** The place of the file. It has another name if the wanted name was taken when the file was complete. */
    OutputFile file() {
        return file;
    }

    /**
     * Forces the directory's entries to the disk. Some platforms cannot open a directory; there the file system alone
     * decides.
     */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(file.path().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.debug("The directory of {} cannot be synchronised: {}", file, e.toString());
        }
    }

    /** Deletes the part and its journal, because the content is wrong at an unknown place. */
    synchronized void discard() throws IOException {
        Files.deleteIfExists(file.part());
        journal.delete();
    }

    /** Removes the journal of a delivered file, unless it belongs to another output. */
    synchronized void settle() {
        if (!foreign) {
            file.removeJournal();
        }
    }

    /** Removes a delivered file and its journal, unless the journal belongs to another output. */
    synchronized void remove() {
        if (!foreign) {
            file.remove();
        }
    }

    /** Closes the part and the journal, and deletes them if no range was recorded. */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (data != null) {
                data.close();
            }
            if (published) {
                journal.deleteIfEmpty();
            } else if (coverage.reach() == 0 && !coverage.isComplete()) {
                discard();
            }
        } finally {
            journal.close();
        }
    }
}
