package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.options.OutputMode;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Manages the free space of workDirectory. Each download reserves its space before it begins, so that downloads that
 * have begun can complete. Thread-safe.
 */
final class WorkSpace {

    private final GlacierEgressOptions options;
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

    private final ToLongFunction<OutputFile> usableSpace;

    /**
     * The space for an endpoint's downloads.
     *
     * @param usableSpace returns the free bytes on the disk of a file
     */
    WorkSpace(GlacierEgressOptions options, ToLongFunction<OutputFile> usableSpace) {
        this.options = options;
        this.usableSpace = usableSpace;
    }

    /** The file of an archive. */
    OutputFile place(CompletedJob job) {
        return file(job.details().archiveId());
    }

    private OutputFile file(String archiveId) {
        return OutputFile.in(options.getWorkDirectory(), "archive id", archiveId)
                .whenExists(options.getFileExist());
    }

    /**
     * Reserves the space for a file.
     *
     * @throws OutputFileException if there is too little free space
     */
    synchronized void take(CompletedJob job) {
        if (options.getOutputMode() != OutputMode.file) {
            return;
        }
        long size = job.outputSize().orElse(0);
        OutputFile file = place(job);
        long needed = missing(size, file);
        long promised = sizes.entrySet().stream()
                .mapToLong(other -> missing(other.getValue(), file(other.getKey())))
                .sum();
        long usable = usableSpace.applyAsLong(file);
        if (usable - promised < needed) {
            throw new OutputFileException(
                    "workDirectory " + options.getWorkDirectory() + ": archive "
                            + job.details().archiveId() + " needs " + needed
                            + " bytes of free space and waits; free are "
                            + usable + ", of which " + promised + " are for downloads that have begun",
                    null);
        }
        sizes.put(job.details().archiveId(), size);
    }

    private static long missing(long size, OutputFile file) {
        return Math.max(0, size - file.bytesOnDisk());
    }

    /**
     * Removes files of archives that are already delivered: they are left by a crash after the commit, or another node
     * has delivered the archive. Only files with a journal are removed: this component made them.
     */
    void removeLeftovers(Predicate<String> delivered) {
        if (options.getOutputMode() != OutputMode.file || options.isKeepFiles()) {
            return;
        }
        String[] names = new File(options.getWorkDirectory()).list();
        for (String archive : OutputFile.journalled(names == null ? List.of() : List.of(names))) {
            if (delivered.test(archive)) {
                file(archive).remove();
            }
        }
    }

    void giveBack(CompletedJob job) {
        sizes.remove(job.details().archiveId());
    }
}
