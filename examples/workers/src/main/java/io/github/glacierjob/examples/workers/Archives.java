package io.github.glacierjob.examples.workers;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_COUNT;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_INDEX;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_START;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_TREE_HASH;
import static io.github.glacierjob.GlacierJobConstants.SHA256_TREE_HASH;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.glacierjob.checksum.SubtreeRoots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * The directory that the node and the workers share. An archive has its id as its name there when all of it is there and
 * verified. Before that it is in ID.part, and ID.hashes has the tree hash of each range that was written, a line for each.
 *
 * <p>Whatever is done here may be done again, also after the end, and changes nothing then.
 */
public final class Archives {
    /** The length of a tree hash and the end of its line. */
    private static final int LINE = 65;

    private final Path directory;

    public Archives(String directory) throws IOException {
        this.directory = Files.createDirectories(Path.of(directory));
    }

    /** Writes a range to its place; when this returns, the range is on the disk. */
    public void write(@Header(ARCHIVE_ID) String archive, @Header(CHUNK_START) long start, @Body byte[] range)
            throws IOException {
        write(part(archive), start, range);
    }

    /** Stores the hash of a range that was written. */
    public void note(Map<String, Object> written) throws IOException {
        String line = written.get(CHUNK_TREE_HASH) + "\n";
        write(hashes(written), (long) LINE * (int) written.get(CHUNK_INDEX), line.getBytes(US_ASCII));
    }

    /** Whether a range was the last missing one. A missing range before it makes a line too long. */
    public boolean isWhole(Map<String, Object> written) throws IOException {
        Path hashes = hashes(written);
        return Files.exists(whole(written))
                || Files.size(hashes) == (long) LINE * (int) written.get(CHUNK_COUNT)
                        && Files.readAllLines(hashes).stream().allMatch(line -> line.length() < LINE);
    }

    /** Verifies the archive with the hashes of its ranges, and gives it its name. */
    public void finish(Map<String, Object> written) throws IOException {
        Path part = part((String) written.get(ARCHIVE_ID));
        if (!Files.exists(whole(written))) {
            List<String> hashes = Files.readAllLines(hashes(written));
            String came = SubtreeRoots.treeHashOf(hashes);
            if (!came.equals(written.get(SHA256_TREE_HASH))) {
                throw new IOException(part + " is not the archive: its tree hash is " + came + ", expected was "
                        + written.get(SHA256_TREE_HASH));
            }
            Files.move(part, whole(written), ATOMIC_MOVE);
        }
        Files.deleteIfExists(part);
        Files.deleteIfExists(hashes(written));
    }

    private static void write(Path file, long position, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
            while (rest.hasRemaining()) {
                channel.write(rest, position + rest.position());
            }
            channel.force(true);
        }
    }

    private Path part(String archive) {
        return directory.resolve(archive + ".part");
    }

    private Path hashes(Map<String, Object> written) {
        return directory.resolve(written.get(ARCHIVE_ID) + ".hashes");
    }

    private Path whole(Map<String, Object> written) {
        return directory.resolve((String) written.get(ARCHIVE_ID));
    }
}
