package io.github.glacierjob.internal.output;

/** Receives each verified chunk of a stream before its first byte is read. */
@FunctionalInterface
public interface ChunkTap {

    /** Receives a chunk; its bytes must not be used after {@link #settle()}. */
    void take(byte[] bytes, boolean isLast);

    /** Waits until the bytes of the last chunk are no longer needed. */
    default void settle() {}
}
