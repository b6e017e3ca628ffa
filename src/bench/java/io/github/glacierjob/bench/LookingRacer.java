package io.github.glacierjob.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The program of {@link LookingRace}. For each pair it prints the CPU seconds per gigabyte of the retrieval alone, of
 * the retrieval with views, and of the thread that reads them, and the share of the time in which that thread works.
 * Arguments: pairs, seconds to warm up, endpoint, file with outputs, directory.
 */
public final class LookingRacer {

    private final Setting setting;
    private final List<Output> outputs;
    private double looking;
    private double share;

    private LookingRacer(List<String> task) throws Exception {
        setting = new Setting(URI.create(task.get(0)), Path.of(task.get(2)), 8 << 20, 4);
        outputs = Files.readAllLines(Path.of(task.get(1))).stream()
                .map(Output::of)
                .toList();
    }

    /** Ends with code 0 if all retrievals have succeeded. */
    public static void main(String[] arguments) throws Exception {
        LookingRacer racer = new LookingRacer(List.of(arguments).subList(2, 5));
        long until = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000;
        do {
            racer.retrieve(false);
            racer.retrieve(true);
        } while (System.nanoTime() < until);
        for (int pair = 0; pair < Integer.parseInt(arguments[0]); pair++) {
            // The first one of a pair alternates.
            boolean first = pair % 2 == 1;
            double one = racer.retrieve(first);
            double other = racer.retrieve(!first);
            System.out.printf(
                    Locale.ROOT, "%f %f %f %f%n", first ? other : one, first ? one : other, racer.looking, racer.share);
        }
        System.exit(0);
    }

    private double retrieve(boolean lookedAt) throws Exception {
        double gigabytes = outputs.stream().mapToLong(Output::size).sum() / 1e9;
        try (ComponentRetrieval retrieval =
                new ComponentRetrieval(setting, "chunks", lookedAt ? Looker::prepare : null)) {
            retrieval.prepare(outputs);
            System.gc();
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long cpu = system.getProcessCpuTime();
            long begun = System.nanoTime();
            try (Looker looker = lookedAt ? new Looker(retrieval.context()) : null) {
                retrieval.retrieve(outputs);
                if (looker != null) {
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    double looked = looker.end() / 1e9;
                    looking = looked / gigabytes;
                    share = looked / seconds;
                }
            }
            return (system.getProcessCpuTime() - cpu) / 1e9 / gigabytes;
        } finally {
            Directories.clear(setting.directory());
        }
    }
}
