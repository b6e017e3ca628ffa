package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.service.ServiceJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Packs descriptions of one vault's jobs: text in common with the first description is stored once. Not thread-safe; must
 * be closed.
 */
public final class JobPacker implements AutoCloseable {

    private static final int BUFFER = 512;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] buffer = new byte[BUFFER];
    private byte[] common;

    public PackedJob pack(GlacierJobDescription job) {
        byte[] text = ServiceJson.JOB.toText(job).getBytes(StandardCharsets.UTF_8);
        if (common == null) {
            common = text;
        }
        deflater.reset();
        deflater.setDictionary(common);
        deflater.setInput(text);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(BUFFER);
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        return new PackedJob(common, packed.toByteArray(), text.length, PackedJob.mark(job.archiveId()));
    }

    @Override
    public void close() {
        deflater.end();
    }
}
