package io.github.glacierjob.faults;

/** A column of the matrix of faults: an output mode on one side of a route. */
enum MatrixColumn {
    CHUNKS_FROM,
    CHUNKS_TO,
    STREAM_FROM,
    STREAM_TO,
    FILE_FROM,
    FILE_TO,
    RANGES_FROM,
    RANGES_TO;

    /** As the table says it: {@code chunks, from}. */
    String title() {
        return mode() + ", " + (isConsumer() ? "from" : "to");
    }

    String mode() {
        return name().substring(0, name().indexOf('_')).toLowerCase(java.util.Locale.ROOT);
    }

    boolean isConsumer() {
        return name().endsWith("_FROM");
    }

    boolean isFile() {
        return mode().equals("file");
    }

    /** Each message is a descriptor, which another call in the route turns into its chunk. */
    boolean isRanges() {
        return mode().equals("ranges");
    }

    /** Whether a producer's body is many messages. */
    boolean isSplit() {
        return !isConsumer() && (mode().equals("chunks") || isRanges());
    }
}
