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
import java.util.stream.Stream;

/**
 * The program that one contestant runs in, once: warms up on the first output, says that it is ready, waits for a line, and
 * prints the seconds, the CPU seconds and the peak resident bytes of the rest. Arguments: contestant, endpoint, directory,
 * chunk size, parallelism, a file with the outputs.
 */
public final class Racer {

    private Racer() {}

    /** Ends with code 0 if the outputs were brought. */
    public static void main(String[] arguments) throws Exception {
        Setting setting = new Setting(
                URI.create(arguments[1]),
                Path.of(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
        List<Output> outputs;
        try (Stream<String> lines = Files.lines(Path.of(arguments[5]))) {
            outputs = lines.map(Output::of).toList();
        }
        try (Retrieval retrieval = Contestant.valueOf(arguments[0]).retrieval(setting)) {
            retrieval.retrieve(outputs.subList(0, 1));
            System.out.println("ready");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            race(retrieval, outputs.subList(1, outputs.size()));
        }
        System.exit(0);
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
