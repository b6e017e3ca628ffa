package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.service.ServiceJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** A job's description, whole, in about a quarter of its memory. Made by a {@link JobPacker}. Immutable. */
public final class PackedJob {

    private final byte[] common;
    private final byte[] packed;
    private final int length;
    private final int archive;

    PackedJob(byte[] common, byte[] packed, int length, int archive) {
        this.common = common;
        this.packed = packed;
        this.length = length;
        this.archive = archive;
    }

    /** Equal for jobs of the same archive, and for jobs without one; two archives seldom have the same. */
    static int mark(String archiveId) {
        return Objects.hashCode(archiveId);
    }

    int mark() {
        return archive;
    }

    /** Bytes that it takes, but for what it shares with others and for the objects themselves. */
    int size() {
        return packed.length;
    }

    /** Whether the job may be of this archive. */
    public boolean mayBeOf(String archiveId) {
        return archive == mark(archiveId);
    }

    /** The description as it was listed. */
    public GlacierJobDescription unpack() {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(common);
            inflater.setInput(packed);
            byte[] text = new byte[length];
            int at = 0;
            while (at < length && !inflater.finished()) {
                at += inflater.inflate(text, at, length - at);
            }
            return ServiceJson.JOB.fromText(new String(text, StandardCharsets.UTF_8));
        } catch (DataFormatException e) {
            throw new IllegalStateException("A job that was packed in memory cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }
}
