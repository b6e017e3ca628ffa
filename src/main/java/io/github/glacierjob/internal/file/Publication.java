package io.github.glacierjob.internal.file;

import io.github.glacierjob.options.FileExist;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives a complete part its final name, in one step, so that a file that another program creates there at the same moment
 * is not replaced.
 *
 * @param file the place of the file, with its part and its journal
 */
record Publication(OutputFile file) {

    /**
     * Publishes the part.
     *
     * @return the place of the file; it has another name if the wanted name was taken and {@code TryRename} is set
     * @throws FileAlreadyExistsException if another file has the name and must not be replaced
     */
    OutputFile publish(FileIdentity identity) throws IOException {
        if (file.whenExists() == FileExist.Override) {
            Files.move(file.part(), file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        }
        try {
            linkTo(file.path());
            return file;
        } catch (FileAlreadyExistsException e) {
            if (file.whenExists() != FileExist.TryRename) {
                throw e;
            }
            OutputFile other = file.withSuffix(identity.suffix());
            linkTo(other.path());
            takeAlong(other);
            return other;
        }
    }

    /** Adds the final name as a link, which fails if a file has that name, and then removes the name of the part. */
    private void linkTo(Path path) throws IOException {
        try {
            file.disk().link(path, file.part());
        } catch (FileAlreadyExistsException e) {
            requireSame(path);
        } catch (FileSystemException | UnsupportedOperationException e) {
            moveTo(path);
            return;
        }
        Files.delete(file.part());
    }

    /**
     * Moves the part, for file systems without links. A file that another program creates between the check and the move
     * is replaced.
     */
    private void moveTo(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            requireSame(path);
        }
        Files.move(file.part(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void requireSame(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.mismatch(file.part(), path) >= 0) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    /** Renames the journal like its file, because a start after a crash looks for it there. */
    private void takeAlong(OutputFile other) throws IOException {
        if (Files.exists(other.journal(), LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file.journal());
        } else {
            Files.move(file.journal(), other.journal(), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
