package io.github.glacierjob.kill;

import io.github.glacierjob.simulator.GlacierSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed repeatedly, at random moments, retrieves every archive completely. Only messages and ranges
 * in flight are delivered or fetched again. Every other archive uses TLS. {@code kill.kills} is the total number of
 * kills, {@code kill.seed} decides the moments.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("kill.kills", 50);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final Path REPORT = Path.of(System.getProperty("kill.report", "target/kill.txt"));
    private static final long BYTES_PER_SECOND = 4L << 20;

    @TempDir
    static Path directory;

    private static Jvm jvm;

    @BeforeAll
    static void letOneLiveToItsEnd() throws Exception {
        jvm = new Jvm(directory);
        series(Mode.chunks, 0, 0);
        Files.deleteIfExists(REPORT);
        print("""
                [kill] | mode | kills | archives | bytes | redelivered | at most | refetched | at most | seed |
                [kill] | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
    }

    private static List<Round> series(Mode mode, int kills, long seed) throws Exception {
        Random random = new Random(seed);
        List<Round> rounds = new ArrayList<>();
        try (GlacierSimulator plain = simulator(false);
                GlacierSimulator secure = simulator(true)) {
            int left = kills;
            do {
                Path place = Files.createTempDirectory(directory, mode.name());
                GlacierSimulator simulator = rounds.size() % 2 == 0 ? secure : plain;
                Round round = new Round(jvm, simulator, mode, place, random).run(left);
                rounds.add(round);
                left -= round.kills();
            } while (left > 0);
        }
        return rounds;
    }

    /** This process and the processes that it starts trust the simulator over TLS. */
    private static GlacierSimulator simulator(boolean secure) {
        System.setProperty("glacier.simulator.tls", String.valueOf(secure));
        return GlacierSimulator.builder()
                .bytesPerSecondPerConnection(BYTES_PER_SECOND)
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessKilledAtAnyMomentLosesNothingAndRepeatsOnlyMessagesInFlight(Mode mode) throws Exception {
        report(mode, series(mode, KILLS / Mode.values().length, SEED + mode.ordinal()));
    }

    private static void report(Mode mode, List<Round> rounds) throws IOException {
        long redelivered = sum(rounds, Round::redelivered);
        String line = "[kill] | `%s` | %d | %d | %,d | %,d | %,d | %,d | %,d | %d |%n"
                .formatted(
                        mode,
                        sum(rounds, Round::kills),
                        rounds.size(),
                        sum(rounds, Round::size),
                        redelivered,
                        sum(rounds, round -> round.kills() * mode.mostRedelivered(round.size())),
                        sum(rounds, Round::refetched),
                        sum(rounds, round -> round.kills() * mode.mostRefetched(0))
                                + (mode == Mode.stream ? redelivered : 0),
                        SEED);
        print(line);
    }

    private static void print(String lines) throws IOException {
        System.out.print(lines);
        Files.writeString(REPORT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long sum(List<Round> rounds, ToLongFunction<Round> what) {
        return rounds.stream().mapToLong(what).sum();
    }
}
