package io.github.glacierjob.faults;

/** A column of the fault matrix: an output mode of a consumer or of a producer. */
enum MatrixColumn {
    CHUNKS_FROM,
    CHUNKS_TO,
    STREAM_FROM,
    STREAM_TO,
    FILE_FROM,
    FILE_TO,
    RANGES_FROM,
    RANGES_TO;

    /** The words of the table: {@code chunks, from}. */
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

    /** Each message is a descriptor, and another call in the route fetches its chunk. */
    boolean isRanges() {
        return mode().equals("ranges");
    }

    /** Whether the body of a producer becomes many messages. */
    boolean isSplit() {
        return !isConsumer() && (mode().equals("chunks") || isRanges());
    }
}
