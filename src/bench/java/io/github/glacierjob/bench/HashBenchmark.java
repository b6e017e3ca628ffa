package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.LeafHasher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compares the tree hash of 8 MiB, in pieces of the size in which a connection delivers them, with the digest alone;
 * operations are MiB.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HashBenchmark {

    private static final int MIB = 8;
    private static final int PIECE = 1 << 16;

    private final byte[] bytes = new byte[MIB << 20];
    private MessageDigest digest;

    /** Fills the bytes. */
    @Setup
    public void fill() throws NoSuchAlgorithmException {
        new Random(1).nextBytes(bytes);
        digest = MessageDigest.getInstance("SHA-256");
    }

    /** The digest alone, for comparison. */
    @Benchmark
    @OperationsPerInvocation(MIB)
    public byte[] messageDigestAlone() {
        return digest();
    }

    /** The digest alone on two threads. */
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(MIB)
    public byte[] messageDigestAloneOnTwoThreads() {
        return digest();
    }

    /** The work for a range. */
    @Benchmark
    @OperationsPerInvocation(MIB)
    public String treeHash() {
        return hash();
    }

    /** The same on two threads. */
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(MIB)
    public String treeHashOnTwoThreads() {
        return hash();
    }

    private String hash() {
        LeafHasher hasher = new LeafHasher();
        for (int at = 0; at < bytes.length; at += PIECE) {
            hasher.update(bytes, at, PIECE);
        }
        return hasher.finish().treeHash();
    }

    private byte[] digest() {
        for (int at = 0; at < bytes.length; at += PIECE) {
            digest.update(bytes, at, PIECE);
        }
        return digest.digest();
    }
}
