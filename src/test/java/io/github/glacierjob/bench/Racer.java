package io.github.glacierjob.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program that one contestant runs in, once: brings the outputs of a service without limits again and again until it is
 * warm, says that it is ready, waits for a line, and prints the seconds, the CPU seconds and the peak resident bytes of bringing
 * those of the other service. Arguments: contestant, directory, chunk size, parallelism, seconds to warm up, and for each of
 * the two its endpoint and a file with its outputs.
 */
public final class Racer {

    private static final int WARM_UP = 4;
    private static final int FREE = 5;
    private static final int RACED = 7;

    /** What is done for each request becomes warm with many of them. */
    private static final int SMALLEST = 1 << 20;

    private Racer() {}

    /** Ends with code 0 if the outputs were brought. */
    public static void main(String[] arguments) throws Exception {
        Contestant contestant = Contestant.valueOf(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Setting warm = setting(arguments, FREE, Files.createDirectory(directory.resolve("warm")));
        warmUp(contestant, warm, outputs(arguments[FREE + 1]), Long.parseLong(arguments[WARM_UP]));
        try (Retrieval retrieval = contestant.retrieval(setting(arguments, RACED, directory))) {
            System.out.println("ready");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            race(retrieval, outputs(arguments[RACED + 1]));
        }
        System.exit(0);
    }

    private static Setting setting(String[] arguments, int endpoint, Path directory) {
        return new Setting(
                URI.create(arguments[endpoint]),
                directory,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
    }

    private static List<Output> outputs(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.map(Output::of).toList();
        }
    }

    private static void warmUp(Contestant contestant, Setting setting, List<Output> outputs, long seconds)
            throws Exception {
        long start = System.nanoTime();
        do {
            warmUp(contestant, setting.withChunkSize(SMALLEST), outputs);
            warmUp(contestant, setting, outputs);
        } while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds));
        Files.delete(setting.directory());
    }

    private static void warmUp(Contestant contestant, Setting setting, List<Output> outputs) throws Exception {
        try (Retrieval retrieval = contestant.retrieval(setting)) {
            retrieval.retrieve(outputs);
        }
        Directories.clear(setting.directory());
    }

    private static void race(Retrieval retrieval, List<Output> outputs) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime() + childrenNanos();
        long start = System.nanoTime();
        retrieval.retrieve(outputs);
        long took = System.nanoTime() - start;
        cpu = system.getProcessCpuTime() + childrenNanos() - cpu;
        System.out.println(took / 1e9 + " " + cpu / 1e9 + " " + PeakMemory.bytes());
    }

    /** CPU time of the programs that this one ran, to a hundredth of a second; 0 where Linux does not say so. */
    private static long childrenNanos() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (Files.notExists(stat)) {
            return 0;
        }
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10_000_000;
    }
}
