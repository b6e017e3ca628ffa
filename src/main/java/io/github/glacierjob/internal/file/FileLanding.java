package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.Landing;
import io.github.glacierjob.internal.text.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Writes a range to its place in a file, through a small buffer. */
final class FileLanding implements Landing {

    private final PartFile file;
    private final long start;
    private final Function<IOException, RuntimeException> trouble;
    private final byte[] buffer = new byte[READ_SIZE];

    /**
     * Creates a landing for a range. {@code trouble} converts a failure of the file system, which must not be taken for a
     * failure of the connection.
     */
    FileLanding(PartFile file, ByteRange range, Function<IOException, RuntimeException> trouble) {
        this.file = file;
        this.start = range.start();
        this.trouble = trouble;
    }

    @Override
    public int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException {
        int count = in.read(buffer, 0, (int) Math.min(READ_SIZE, most));
        if (count > 0) {
            hasher.update(buffer, 0, count);
            write(count, start + at);
        }
        return count;
    }

    private void write(int count, long offset) {
        try {
            file.write(buffer, count, offset);
        } catch (IOException e) {
            throw trouble.apply(e);
        }
    }
}
