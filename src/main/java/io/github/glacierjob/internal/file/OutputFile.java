package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.FileExist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of an output's file: a name that stays within a directory, and the two files beside it that exist during the
 * download. Immutable and thread-safe.
 */
public final class OutputFile {

    private static final String PART = ".glacier-part";
    private static final String JOURNAL = ".glacier-journal";
    private static final int LONGEST_NAME = 255 - JOURNAL.length();

    /** The most parts of a name: each directory is created and resolved separately. */
    private static final int MOST_PARTS = 65;

    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|(com|lpt)[\\d\u00b9\u00b2\u00b3]|conin\\$|conout\\$) *(\\..*)?");

    private static final Logger LOG = LoggerFactory.getLogger(OutputFile.class);

    private final Path path;
    private final String name;
    private final FileExist whenExists;
    private final Disk disk;

    private OutputFile(Path path, String name, FileExist whenExists, Disk disk) {
        this.path = path;
        this.name = name;
        this.whenExists = whenExists;
        this.disk = disk;
    }

    /**
     * Checks a name and creates its directories. A name that one platform forbids is refused on all platforms, so that a
     * name has the same meaning everywhere.
     *
     * @throws IllegalArgumentException if it is not a valid name, or leads out of the directory
     * @throws OutputFileException      if a directory cannot be created
     */
    public static OutputFile in(String directory, String field, String name) {
        List<String> parts = checked(field, name);
        try {
            Path root = madeRoot(Path.of(directory));
            Path parent = root;
            for (String part : parts.subList(0, parts.size() - 1)) {
                parent = made(parent.resolve(part)).toRealPath();
                Rejection.unless(
                        parent.startsWith(root), field, name, "must stay in the directory, without symbolic links");
            }
            Path path = parent.resolve(parts.get(parts.size() - 1));
            Rejection.unless(!path.toFile().isDirectory(), field, name, "must not be a directory");
            return new OutputFile(path, name, FileExist.Fail, Disk.LOCAL);
        } catch (IOException e) {
            throw new OutputFileException(
                    "workDirectory " + directory + ": cannot make the directories of " + Rejection.printable(name)
                            + ": " + e,
                    e);
        }
    }

    /**
     * Creates the directory of the files if it is missing, so that a wrong directory fails at the start.
     *
     * @throws OutputFileException if it cannot be created or is not writable
     */
    public static void makeDirectory(String directory) {
        try {
            if (!Files.isWritable(madeRoot(Path.of(directory)))) {
                throw new AccessDeniedException(directory);
            }
        } catch (IOException | InvalidPathException e) {
            throw new OutputFileException(
                    "workDirectory: '" + Rejection.printable(directory)
                            + "' must be a directory that can be made and written to; the file system answered " + e,
                    e);
        }
    }

    private static Path madeRoot(Path directory) throws IOException {
        if (!directory.toFile().isDirectory()) {
            Files.createDirectories(directory);
        }
        return directory.toRealPath();
    }

    private static Path made(Path directory) throws IOException {
        try {
            return Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return directory;
            }
            throw e;
        }
    }

    private static List<String> checked(String field, String name) {
        Rejection.unless(
                !FORBIDDEN.matcher(name).find(), field, name, "must not have control characters, or any of \\:*?\"<>|");
        List<String> parts = List.of(name.split("/", -1));
        Rejection.unless(
                parts.size() <= MOST_PARTS, field, name, "must have at most " + (MOST_PARTS - 1) + " directories");
        for (String part : parts) {
            Rejection.unless(!part.isBlank(), field, name, "must be relative, with a name between all its /");
            Rejection.unless(
                    !part.endsWith(".") && !part.endsWith(" "),
                    field,
                    name,
                    "must have no part that ends with . or a blank");
            Rejection.unless(!DEVICE.matcher(part).matches(), field, name, "must not be the name of a device");
            Rejection.unless(
                    bytes(part) <= LONGEST_NAME,
                    field,
                    name,
                    "must have at most " + LONGEST_NAME + " bytes between its /");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        Rejection.unless(
                !lower.endsWith(PART) && !lower.endsWith(JOURNAL),
                field,
                name,
                "must not end with " + PART + " or " + JOURNAL);
        return parts;
    }

    public OutputFile on(Disk other) {
        return new OutputFile(path, name, whenExists, other);
    }

    /** The same place with another action for a file of that name that is not the output. */
    public OutputFile whenExists(FileExist other) {
        return new OutputFile(path, name, other, disk);
    }

    FileExist whenExists() {
        return whenExists;
    }

    /**
     * A place in the same directory with a suffix before the extension; there only a file of this output is accepted. A
     * name that is too long with the suffix is shortened.
     */
    OutputFile withSuffix(String suffix) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int room = LONGEST_NAME - suffix.length();
        int dot = last.lastIndexOf('.');
        String extension = dot > 0 && bytes(last.substring(dot)) < room ? last.substring(dot) : "";
        String stem = last.substring(0, last.length() - extension.length());
        while (bytes(stem) > room - bytes(extension)) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        String other = stem + suffix + extension;
        return new OutputFile(
                path.resolveSibling(other),
                name.substring(0, name.length() - last.length()) + other,
                FileExist.Fail,
                disk);
    }

    /**
     * The place of a job's whole output if its name was taken, with {@code TryRename}; empty without this option, or if
     * the size is not known.
     */
    public Optional<OutputFile> renamedFor(CompletedJob job, ChecksumPolicy policy) {
        return whenExists == FileExist.TryRename
                ? FileIdentity.suffix(job, policy).map(this::withSuffix)
                : Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The name within the directory, with {@code /} between directories. */
    String name() {
        return name;
    }

    Disk disk() {
        return disk;
    }

    Path path() {
        return path;
    }

    /** The file that is written until the output is whole. */
    public Path part() {
        return path.resolveSibling(path.getFileName() + PART);
    }

    /** The journal of the part. */
    public Path journal() {
        return path.resolveSibling(path.getFileName() + JOURNAL);
    }

    /** Removes the journal of a file that was delivered, unless a download of the file is not finished. */
    public void settle() {
        if (Files.notExists(part(), LinkOption.NOFOLLOW_LINKS)) {
            removeJournal();
        }
    }

    /**
     * Removes a file that this component wrote, then its journal. A file without a journal is not from this component and
     * is kept.
     */
    public void remove() {
        if (Files.notExists(journal(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(part());
            removeJournal();
        } catch (IOException e) {
            LOG.warn("The file {} could not be deleted: {}", path, e.toString());
        }
    }

    void removeJournal() {
        try {
            Files.deleteIfExists(journal());
        } catch (IOException e) {
            LOG.warn("The journal {} could not be deleted: {}", journal(), e.toString());
        }
    }

    /** The names of the files whose journals are among the names in a directory. */
    public static List<String> journalled(List<String> names) {
        return names.stream()
                .filter(name -> name.endsWith(JOURNAL) && name.length() > JOURNAL.length())
                .map(name -> name.substring(0, name.length() - JOURNAL.length()))
                .toList();
    }

    /** Whether a path, which may be relative or a link, leads to this file. */
    public static boolean leadsTo(String path, Path file) {
        try {
            Path other = Path.of(path);
            return absolute(other).equals(absolute(file))
                    || Files.exists(other) && Files.exists(file) && Files.isSameFile(other, file);
        } catch (InvalidPathException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Bytes that the file or its part takes now. */
    public long bytesOnDisk() {
        return Math.max(path.toFile().length(), part().toFile().length());
    }

    /** The free space of the directory, in bytes. */
    public long usableSpace() {
        try {
            return disk.usableSpace(path.getParent());
        } catch (IOException e) {
            throw new OutputFileException("File " + path + ": its free space is not known: " + e, e);
        }
    }

    /** The bytes of the output that are verified and on the disk. */
    public long recordedBytes() {
        try (Stream<String> lines = Files.lines(journal(), StandardCharsets.ISO_8859_1)) {
            return lines.map(SealedLine::open)
                    .flatMap(Optional::stream)
                    .map(RecordedRange::decode)
                    .flatMap(Optional::stream)
                    .map(RecordedRange::range)
                    .distinct()
                    .mapToLong(ByteRange::length)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
