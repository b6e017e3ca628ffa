package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.message.OutputStreamCache;
import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.apache.camel.WrappedFile;

/**
 * The body of a message as the route receives it. It contains the bytes that were read from the vault, so it proves
 * nothing about a destination. Immutable and thread-safe.
 */
final class OwnBody {

    /** The value for a message that is not being delivered from the vault. */
    static final OwnBody NONE = new OwnBody(null);

    /** A weak reference, so that a chunk is not kept in memory longer than its message. */
    private final WeakReference<Object> body;

    private final Path file;

    private final boolean isChunk;

    OwnBody(Object body) {
        this.body = new WeakReference<>(body);
        this.isChunk = body instanceof byte[];
        this.file = body instanceof File work ? work.toPath().toAbsolutePath() : null;
    }

    /** Whether a body is this body, or another one that is read from the vault or from the work file. */
    boolean is(Object current) {
        if (current instanceof WrappedFile<?> wrapped) {
            return is(wrapped.getFile());
        }
        return current != null && current == body.get()
                || current instanceof OutputStreamCache
                || current instanceof File other && isFile(other.getPath())
                || current instanceof Path path && isFile(path.toString());
    }

    boolean isChunk() {
        return isChunk;
    }

    /** Whether a path leads to the work file. The path may be relative, or a link. */
    boolean isFile(String path) {
        return file != null && OutputFile.leadsTo(path, file);
    }
}
