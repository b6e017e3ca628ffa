package io.github.glacierjob.internal.vault;

import io.github.glacierjob.options.GlacierDownloadOptions;

/**
 * Divides the client's connections among the kinds of requests.
 *
 * @param most  the number of connections of the client
 * @param early ranges of an output that may be requested before there is memory for them; limited by the number of
 *              connections that are known to exist
 */
record Connections(int most, int early) {

    /** The connections for requests other than outputs: the list of jobs, and a description. */
    private static final int FOR_THE_REST = 2;

    static Connections of(GlacierDownloadOptions options) {
        int most = options.getMaxConnections() != null
                ? options.getMaxConnections()
                : 2 * options.getConcurrentJobs() * options.getParallelism() + FOR_THE_REST;
        boolean unknown = options.getGlacierClient() != null && options.getMaxConnections() == null;
        int forAnOutput = (most - FOR_THE_REST) / options.getConcurrentJobs();
        int early = Math.max(0, Math.min(forAnOutput - options.getParallelism(), options.getParallelism()));
        return new Connections(most, unknown ? 0 : early);
    }
}
