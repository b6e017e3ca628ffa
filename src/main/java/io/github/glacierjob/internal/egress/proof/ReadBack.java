package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.proof.SinkAnswer;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Reads bytes once more to calculate their digests. */
final class ReadBack {

    private static final int BUFFER = 1 << 17;

    private ReadBack() {}

    /**
     * The digests of a file that was just written. Its bytes must still be those that were verified.
     *
     * @param into     receives the bytes
     * @param treeHash the tree hash that the file must have; null if it is not to be checked
     */
    static Seen digests(File file, Seen into, String treeHash) {
        LeafHasher hasher = new LeafHasher();
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                into.update(buffer, count);
                if (treeHash != null) {
                    hasher.update(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            throw new OutputFileException("File " + file + ": its digests cannot be computed: " + e, e);
        }
        into.end();
        String found = treeHash == null ? null : hasher.finish().treeHash();
        if (treeHash != null && !treeHash.equalsIgnoreCase(found)) {
            throw new TreeHashMismatchException(
                    "File " + file + ": expected tree hash " + treeHash + ", its bytes on the disk have " + found,
                    true);
        }
        return into;
    }

    /** The answer of a destination whose bytes are read back. */
    static SinkAnswer answer(String place, InputStream in, long most, Set<DigestAlgorithm> algorithms, boolean treeHash)
            throws IOException {
        LeafHasher hasher = new LeafHasher();
        DigestRun run = new DigestRun(algorithms);
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int count = read(in, buffer, most); count > 0; count = read(in, buffer, most - length)) {
            run.update(buffer, 0, count);
            if (treeHash) {
                hasher.update(buffer, 0, count);
            }
            length += count;
        }
        SinkAnswer answer = SinkAnswer.at(place).length(length);
        for (DigestAlgorithm algorithm : algorithms) {
            answer = answer.digest(algorithm, run.digests().get(algorithm).orElseThrow());
        }
        return treeHash ? answer.treeHash(hasher.finish().treeHash()) : answer;
    }

    private static int read(InputStream in, byte[] buffer, long most) throws IOException {
        return in.readNBytes(buffer, 0, (int) Math.min(buffer.length, most));
    }
}
