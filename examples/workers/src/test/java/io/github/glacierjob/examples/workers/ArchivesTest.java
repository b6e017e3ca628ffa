package io.github.glacierjob.examples.workers;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_COUNT;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_INDEX;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_TREE_HASH;
import static io.github.glacierjob.GlacierJobConstants.SHA256_TREE_HASH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.glacierjob.simulator.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    private static final int RANGES = 5;
    private static final int MIB = 1 << 20;
    private static final Content PHOTO = Content.seeded(2, (RANGES - 1) * MIB + 11);

    @TempDir
    private Path directory;

    private Archives archives;

    @BeforeEach
    void make() throws IOException {
        archives = new Archives(directory.toString());
    }

    private Map<String, Object> write(int index) throws IOException {
        long start = (long) index * MIB;
        byte[] range = PHOTO.expected(start, Math.min(MIB, PHOTO.size() - start));
        archives.write("photo", start, range);
        Map<String, Object> written = Map.of(
                ARCHIVE_ID, "photo",
                SHA256_TREE_HASH, PHOTO.treeHash(),
                CHUNK_INDEX, index,
                CHUNK_COUNT, RANGES,
                CHUNK_TREE_HASH, Content.of(range).treeHash());
        archives.note(written);
        return written;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anArchiveGetsItsNameWhenAllRangesHaveArrivedInAnyOrder() throws IOException {
        for (int index : List.of(4, 0, 3, 0, 1)) {
            assertFalse(archives.isWhole(write(index)));
        }
        assertEquals(List.of("photo.hashes", "photo.part"), files());
        Map<String, Object> last = write(2);

        assertTrue(archives.isWhole(last));
        archives.finish(last);

        assertEquals(List.of("photo"), files());
        assertEquals(PHOTO.treeHash(), Content.file(directory.resolve("photo")).treeHash());
    }

    @Test
    void aRangeDeliveredAgainAfterTheEndLeavesNoFile() throws IOException {
        for (int index = 0; index < RANGES; index++) {
            write(index);
        }
        archives.finish(write(3));

        Map<String, Object> late = write(3);
        assertTrue(archives.isWhole(late));
        archives.finish(late);

        assertEquals(List.of("photo"), files());
        assertEquals(PHOTO.treeHash(), Content.file(directory.resolve("photo")).treeHash());
    }

    @Test
    void wrongBytesDoNotGetTheNameOfTheArchive() throws IOException {
        Content other = Content.seeded(3, MIB);
        archives.write("photo", 0, other.expected(0, MIB));
        Map<String, Object> written = Map.of(
                ARCHIVE_ID, "photo",
                SHA256_TREE_HASH, PHOTO.treeHash(),
                CHUNK_INDEX, 0,
                CHUNK_COUNT, 1,
                CHUNK_TREE_HASH, other.treeHash());
        archives.note(written);

        assertTrue(archives.isWhole(written));
        IOException refused = assertThrows(IOException.class, () -> archives.finish(written));

        assertTrue(refused.getMessage().contains(other.treeHash()), refused.getMessage());
        assertEquals(List.of("photo.hashes", "photo.part"), files());
    }
}
