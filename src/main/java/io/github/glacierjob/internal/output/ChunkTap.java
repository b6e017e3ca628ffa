package io.github.glacierjob.internal.output;

/** Sees each verified chunk of a stream before its first byte is read. */
@FunctionalInterface
public interface ChunkTap {

    /** Takes a chunk; its bytes are not kept after {@link #settle()}. */
    void take(byte[] bytes, boolean isLast);

    /** Returns when the bytes that were taken last are not needed any more. */
    default void settle() {}
}
