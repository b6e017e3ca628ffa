package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.service.ServiceJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** A job's complete description in about a quarter of its memory, created by a {@link JobPacker}. Immutable. */
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

    /**
     * A hash of the archive's id: equal for jobs of the same archive and for jobs without an archive, seldom equal for
     * different archives.
     */
    static int mark(String archiveId) {
        return Objects.hashCode(archiveId);
    }

    int mark() {
        return archive;
    }

    /** The bytes of the packed text, without shared text and without the overhead of objects. */
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
