package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A simulator with the outputs of a race, and the directory for their files. Not thread-safe. */
public final class Outputs implements Closeable {

    private static final int SEED = 20120821;
    private static final String VAULT = "bench";

    private final GlacierSimulator service;
    private final Path directory;
    private final Path file;
    private final List<Output> all;

    /**
     * @param wire   how the connections are
     * @param number how many outputs
     * @param size   bytes of each
     * @param parent where a directory and a file are made until the end
     */
    Outputs(Race.Wire wire, int number, long size, Path parent) throws IOException {
        // This process trusts such a service, and so do the processes that it starts.
        System.setProperty("glacier.simulator.tls", String.valueOf(wire.tls()));
        this.service = GlacierSimulator.builder()
                .bytesPerSecondPerConnection(wire.bytesPerSecond())
                .firstByteLatency(wire.latency())
                .start();
        this.directory = Files.createTempDirectory(parent, "files");
        this.all = IntStream.range(0, number).mapToObj(i -> output(size)).toList();
        this.file = Files.createTempFile(parent, "outputs", "");
        Files.write(file, all.stream().map(Output::line).toList());
    }

    private Output output(long size) {
        String archive = service.addArchive(VAULT, Content.seeded(SEED, size), null);
        String job = service.addArchiveJob(VAULT, archive);
        service.completeJob(job);
        return new Output(VAULT, job, archive, size, service.treeHash(archive));
    }

    /** The arguments of a {@link Racer}. */
    List<String> task() {
        return List.of(service.endpoint().toString(), file.toString(), directory.toString());
    }

    /** The figures, from the output of the racer; a contestant with wrong bytes is excluded. */
    Figures race(RacerProcess racer, Race race) throws IOException {
        if (race.wire.resets() > 0) {
            service.inject(race.wire.reset(race.ranges.chunkSize()));
        }
        double[] printed = racer.race(this);
        List<RecordedRequest> requests = service.requests();
        verify();
        return new Figures(
                all.stream().mapToLong(Output::size).sum(),
                printed[0],
                printed[1],
                (long) printed[2],
                requests.size(),
                requests.stream()
                        .mapToLong(RecordedRequest::connectionId)
                        .distinct()
                        .count(),
                requests.stream()
                        .filter(request -> request.path().endsWith("/output"))
                        .mapToLong(RecordedRequest::bytesSent)
                        .sum(),
                race.wire.tls() ? service.tls().handshakes() : 0);
    }

    private void verify() throws IOException {
        byte[] buffer = new byte[LeafHasher.LEAF_SIZE];
        for (Output output : all) {
            LeafHasher hasher = new LeafHasher();
            try (InputStream in = Files.newInputStream(directory.resolve(output.jobId()))) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    hasher.update(buffer, 0, count);
                }
            }
            if (!hasher.finish().treeHash().equals(output.treeHash())) {
                throw new IllegalStateException("Wrong bytes of " + output);
            }
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
        Directories.clear(directory);
        Files.delete(directory);
        Files.delete(file);
    }
}
