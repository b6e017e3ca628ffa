package io.github.glacierjob.bench;

import java.util.function.Function;

/** The contestants, with their names in the table. */
enum Contestant {
    /** The component, one message per range, written to a file by the route. */
    chunks(setting -> new ComponentRetrieval(setting, "chunks"), true),
    /** The component, one stream, copied to a file by the route. */
    stream(setting -> new ComponentRetrieval(setting, "stream"), true),
    /** The component, one file, on the disk (synchronised) when the route gets it. */
    file(setting -> new ComponentRetrieval(setting, "file"), true),
    /** ArchiveTransferManager.downloadJobOutput of the AWS SDK for Java 1. */
    sdk1TransferManager(TransferManagerRetrieval::new, false),
    /** getJobOutput to a file with the AWS SDK for Java 2; verifies nothing. */
    sdk2ToFile(SdkFileRetrieval::new, false),
    /** A hand-written loop over ranges with the AWS SDK for Java 2, hashed, one after the other. */
    handLoop(setting -> new HandWrittenRetrieval(setting, 1), false),
    /** The same with a pool of threads. */
    handPool(setting -> new HandWrittenRetrieval(setting, setting.parallelism()), true),
    /** mt-aws-glacier in segments of 64 MiB, if it is installed. */
    mtGlacier(MtGlacierRetrieval::new, true),
    /** curl: one request without a hash, as the lower limit. */
    curl(CurlRetrieval::new, false);

    private final Function<Setting, Retrieval> factory;
    private final boolean parallel;

    Contestant(Function<Setting, Retrieval> factory, boolean parallel) {
        this.factory = factory;
        this.parallel = parallel;
    }

    Retrieval retrieval(Setting setting) {
        return factory.apply(setting);
    }

    /** Whether it has several requests in flight. */
    boolean isParallel() {
        return parallel;
    }
}
