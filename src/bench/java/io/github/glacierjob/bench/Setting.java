package io.github.glacierjob.bench;

import java.net.URI;
import java.nio.file.Path;

/**
 * The setting of a contestant.
 *
 * @param endpoint    the service
 * @param directory   the directory in which each output becomes a file with the name of its job
 * @param chunkSize   bytes in a range, for contestants that request ranges
 * @param parallelism requests in flight, for contestants with more than one
 */
record Setting(URI endpoint, Path directory, int chunkSize, int parallelism) {

    Path file(Output output) {
        return directory.resolve(output.jobId());
    }
}
