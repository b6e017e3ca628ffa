package io.github.glacierjob.bench;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a contestant works with.
 *
 * @param endpoint    where the service is
 * @param directory   where each output becomes a file with the name of its job
 * @param chunkSize   bytes in a range, for those that ask for ranges
 * @param parallelism requests in flight, for those that have more than one
 */
record Setting(URI endpoint, Path directory, int chunkSize, int parallelism) {

    Path file(Output output) {
        return directory.resolve(output.jobId());
    }
}
