package io.github.glacierjob.sinks;

import java.nio.file.Path;

/**
 * Runs {@link S3Server} in a separate process, behind a {@link Wire} if a rate is given: prints its endpoint, and runs
 * until it is stopped.
 */
final class S3Program {

    private S3Program() {}

    /** Arguments: a directory, and bytes per second, 0 for no limit. */
    public static void main(String[] arguments) throws Exception {
        S3Server server = S3Server.start(Path.of(arguments[0]));
        long rate = Long.parseLong(arguments[1]);
        System.out.println("endpoint "
                + (rate == 0
                        ? server.endpoint()
                        : Wire.to(server.endpoint(), rate).endpoint()));
        Thread.currentThread().join();
    }
}
