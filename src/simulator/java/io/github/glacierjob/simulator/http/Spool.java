package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.bytes.FileBytes;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.bytes.TreeHash;
import io.github.glacierjob.simulator.protocol.IncomingBody;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Receives the bodies of requests: small bodies in memory, large bodies in temporary files, which are deleted when the
 * spool is closed.
 */
final class Spool implements Closeable {
    private static final int IN_MEMORY = 8 << 20;
    private static final int PIECE = 1 << 17;

    private final List<Path> files = new ArrayList<>();

    IncomingBody read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(IN_MEMORY);
        MessageDigest digest = TreeHash.sha256();
        digest.update(head);
        if (head.length < IN_MEMORY) {
            return new IncomingBody(new HeapBytes(head), TreeHash.hex(digest.digest()));
        }
        Path file = newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                out.write(piece, 0, read);
            }
        }
        return new IncomingBody(new FileBytes(file), TreeHash.hex(digest.digest()));
    }

    private synchronized Path newFile() throws IOException {
        Path file = Files.createTempFile("glacier-simulator-", ".body");
        file.toFile().deleteOnExit();
        files.add(file);
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        files.clear();
    }
}
