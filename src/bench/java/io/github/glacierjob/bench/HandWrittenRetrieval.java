package io.github.glacierjob.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A simple implementation by hand: ranges in a pool of threads, each read, hashed and written to its place, and the
 * tree hash of all of them at the end. After a failure it starts again from zero, because it stores nothing.
 */
final class HandWrittenRetrieval implements Retrieval {

    private static final int LEAF = 1 << 20;
    private static final int BUFFER = 64 << 10;

    private final Setting setting;
    private final GlacierClient client;
    private final ExecutorService pool;

    HandWrittenRetrieval(Setting setting, int threads) {
        this.setting = setting;
        this.client = Clients.client(setting.endpoint(), threads);
        this.pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public void retrieve(List<Output> outputs) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        if (outputs.size() > 1) {
            outputs.forEach(output -> running.add(pool.submit(() -> {
                small(output);
                return null;
            })));
            await(running);
            return;
        }
        large(outputs.get(0), running);
    }

    private static void await(List<Future<?>> running) throws Exception {
        for (Future<?> one : running) {
            one.get();
        }
    }

    private void small(Output output) throws Exception {
        byte[][] leaves = new byte[leavesIn(output.size())][];
        try (FileChannel file = create(output)) {
            fetch(output, file, new long[] {0, output.size()}, leaves);
        }
        prove(output, leaves);
    }

    private void large(Output output, List<Future<?>> running) throws Exception {
        byte[][] leaves = new byte[leavesIn(output.size())][];
        try (FileChannel file = create(output)) {
            for (long at = 0; at < output.size(); at += setting.chunkSize()) {
                long[] range = {at, Math.min(output.size(), at + setting.chunkSize())};
                running.add(pool.submit(() -> {
                    fetch(output, file, range, leaves);
                    return null;
                }));
            }
            await(running);
        }
        prove(output, leaves);
    }

    private FileChannel create(Output output) throws IOException {
        return FileChannel.open(setting.file(output), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static int leavesIn(long size) {
        return (int) ((size + LEAF - 1) / LEAF);
    }

    /** After any failure of a body, the range is requested once more. */
    private void fetch(Output output, FileChannel file, long[] range, byte[][] leaves) throws Exception {
        IOException last = null;
        for (int tries = 0; tries < 8; tries++) {
            try (ResponseInputStream<GetJobOutputResponse> in = client.getJobOutput(request -> request.accountId("-")
                    .vaultName(output.vault())
                    .jobId(output.jobId())
                    .range("bytes=" + range[0] + "-" + (range[1] - 1)))) {
                receive(in, file, range, leaves);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void receive(InputStream in, FileChannel file, long[] range, byte[][] leaves) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[BUFFER];
        for (long at = range[0]; at < range[1]; ) {
            long leafEnd = Math.min(range[1], at / LEAF * LEAF + LEAF);
            int length = in.read(buffer, 0, (int) Math.min(BUFFER, leafEnd - at));
            if (length < 0) {
                throw new IOException("the body ended early");
            }
            digest.update(buffer, 0, length);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
            if (at == leafEnd) {
                leaves[(int) ((at - 1) / LEAF)] = digest.digest();
            }
        }
    }

    private static void prove(Output output, byte[][] leaves) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[][] level = leaves;
        while (level.length > 1) {
            byte[][] above = new byte[(level.length + 1) / 2][];
            for (int i = 0; i < above.length; i++) {
                above[i] = level[2 * i];
                if (2 * i + 1 < level.length) {
                    digest.update(level[2 * i]);
                    above[i] = digest.digest(level[2 * i + 1]);
                }
            }
            level = above;
        }
        if (!HexFormat.of().formatHex(level[0]).equals(output.treeHash())) {
            throw new IllegalStateException("wrong tree hash of " + output.jobId());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        client.close();
    }
}
