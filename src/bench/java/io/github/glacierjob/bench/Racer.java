package io.github.glacierjob.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program of one contestant. It first retrieves outputs of a service without limits again and again to warm up, and
 * then reports that it is ready. Then each input line (an endpoint, a file with outputs, a directory) is a race: the
 * program retrieves those outputs, and prints the seconds, the CPU seconds and the peak of the resident bytes.
 * Arguments: contestant, chunk size, parallelism, least seconds to warm up, and the three values of an input line for
 * the warm-up.
 */
public final class Racer {

    /** The code for each request needs many requests to warm up. */
    private static final int SMALLEST = 1 << 20;

    /** No race starts before the compiler works for less of the time than this. */
    private static final double COMPILING = 0.1;

    /** Unless the warm-up has taken this many times its least duration. */
    private static final int PATIENCE = 15;

    private final Contestant contestant;
    private final int chunkSize;
    private final int parallelism;

    private Racer(Contestant contestant, int chunkSize, int parallelism) {
        this.contestant = contestant;
        this.chunkSize = chunkSize;
        this.parallelism = parallelism;
    }

    /** Ends with code 0 if all outputs were retrieved. */
    public static void main(String[] arguments) throws Exception {
        Racer racer = new Racer(
                Contestant.valueOf(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        racer.warmUp(Long.parseLong(arguments[3]), List.of(arguments).subList(4, 7));
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            racer.race(List.of(line.split("\t")));
        }
        System.exit(0);
    }

    private void warmUp(long least, List<String> task) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        double passed = 0;
        double compiling = 1;
        while (passed == 0 || passed < least || compiling > COMPILING && passed < PATIENCE * least) {
            double before = passed;
            long compiled = compiler.getTotalCompilationTime();
            warmUp(setting(task, SMALLEST), outputs(task));
            warmUp(setting(task, chunkSize), outputs(task));
            passed = (System.nanoTime() - start) / 1e9;
            compiling = (compiler.getTotalCompilationTime() - compiled) / 1e3 / (passed - before);
        }
    }

    private void warmUp(Setting setting, List<Output> outputs) throws Exception {
        try (Retrieval retrieval = contestant.retrieval(setting)) {
            retrieval.prepare(outputs);
            retrieval.retrieve(outputs);
        }
        Directories.clear(setting.directory());
    }

    private void race(List<String> task) throws Exception {
        List<Output> outputs = outputs(task);
        try (Retrieval retrieval = contestant.retrieval(setting(task, chunkSize))) {
            retrieval.prepare(outputs);
            // The garbage of earlier work must not count in this race.
            System.gc();
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long cpu = system.getProcessCpuTime() + childrenNanos();
            long start = System.nanoTime();
            retrieval.retrieve(outputs);
            long took = System.nanoTime() - start;
            cpu = system.getProcessCpuTime() + childrenNanos() - cpu;
            System.out.println(took / 1e9 + " " + cpu / 1e9 + " " + PeakMemory.bytes());
        }
    }

    private Setting setting(List<String> task, int ranges) {
        return new Setting(URI.create(task.get(0)), Path.of(task.get(2)), ranges, parallelism);
    }

    private static List<Output> outputs(List<String> task) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(task.get(1)))) {
            return lines.map(Output::of).toList();
        }
    }

    /** The CPU time of the programs that this one ran, to a hundredth of a second; 0 if Linux does not report it. */
    private static long childrenNanos() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (Files.notExists(stat)) {
            return 0;
        }
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10_000_000;
    }
}
