package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.text.Journal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens and links files on the disk; tests replace it by a disk that fails. Thread-safe. */
interface Disk {

    /** The file systems of this machine. */
    Disk LOCAL = new Disk() {};

    /** Opens a file for reading and writing, and creates it if it is missing; refuses a symbolic link. */
    default FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens a journal, and creates it if it is missing; refuses a symbolic link.
     *
     * @throws java.nio.channels.OverlappingFileLockException if it is in use
     */
    default Journal journal(Path file) throws IOException {
        return new Journal(file);
    }

    /**
     * Gives a file a second name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if a file with that name exists
     * @throws UnsupportedOperationException or an IOException if this file system has no links
     */
    default void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    /** The free space for new files, in bytes. */
    default long usableSpace(Path directory) throws IOException {
        long usable = directory.toFile().getUsableSpace();
        return usable > 0 ? usable : Files.getFileStore(directory).getUsableSpace();
    }
}
