package io.github.glacierjob.internal.text;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that repeatedly locks one journal and deletes it, like a download whose file was taken over. Arguments: the
 * journal, and the number of repetitions.
 */
public final class JournalOwner {

    private JournalOwner() {}

    /** Ends with code 3 if another process had the lock at the same time. */
    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        Path mark = path.resolveSibling("owner");
        int owned = 0;
        while (owned < Integer.parseInt(arguments[1])) {
            try (Journal journal = new Journal(path)) {
                journal.begin(SealedLine.of("test-1", "a"));
                Files.createFile(mark);
                Files.delete(mark);
                journal.delete();
                owned++;
            } catch (OverlappingFileLockException e) {
                Thread.onSpinWait();
            } catch (FileAlreadyExistsException e) {
                Runtime.getRuntime().halt(3);
            }
        }
    }
}
