import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets the fuzzer look for inputs that break a reader: {@code mvn -Pfuzz -Dfuzz.seconds=60 [-Dfuzz.target=part-of-name]}.
 *
 * <p>Each directory in src/test/fuzz is a target: its name is a class below the project's package, its files are the inputs
 * to begin with, which the normal build runs as tests. What the fuzzer learns stays in target/fuzz for the next run. What it
 * finds is a file there: put it into the target's directory under a name that says what it is, and mend the reader.
 */
final class Fuzz {
    private static final String PROJECT = "io.github.glacierjob.";
    private static final Path INPUTS = Path.of("src", "test", "fuzz");
    private static final String TARGETS = File.pathSeparator + Path.of("target", "test-classes");
    private static final Path OUTPUT = Path.of("target", "fuzz");
    private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: *(\\d+)");

    private Fuzz() {}

    public static void main(String[] args) throws Exception {
        List<String> found = new ArrayList<>();
        for (String target : targets(System.getProperty("fuzz.target", ""))) {
            if (!fuzz(target, System.getProperty("fuzz.seconds", "60"))) {
                found.add(target);
            }
        }
        if (!found.isEmpty()) {
            System.out.println("[fuzz] found something: " + String.join(", ", found));
            System.exit(1);
        }
    }

    private static List<String> targets(String part) throws IOException {
        try (Stream<Path> directories = Files.list(INPUTS)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(target -> target.contains(part))
                    .sorted()
                    .toList();
        }
    }

    private static boolean fuzz(String target, String seconds) throws IOException, InterruptedException {
        Path learnt = Files.createDirectories(OUTPUT.resolve(target));
        Path log = OUTPUT.resolve(target + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path") + TARGETS));
        command.addAll(List.of(
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + PROJECT + target,
                "--instrumentation_includes=" + PROJECT + "**:com.fasterxml.jackson.core.**",
                "--custom_hook_includes=" + PROJECT + "**",
                "--reproducer_path=" + OUTPUT,
                "-artifact_prefix=" + OUTPUT.resolve(target) + "-",
                "-max_total_time=" + seconds,
                "-timeout=120",
                "-rss_limit_mb=2048",
                "-max_len=20000",
                "-print_final_stats=1",
                learnt.toString(),
                INPUTS.resolve(target).toString()));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return report(target, log, exit == 0);
    }

    private static boolean report(String target, Path log, boolean passed) throws IOException {
        Matcher runs = RUNS.matcher(Files.readString(log));
        boolean ran = runs.find();
        System.out.printf(
                "[fuzz] %s: %s runs, %s%n",
                target, ran ? runs.group(1) : "no", passed ? "nothing found" : "see " + log);
        return passed && ran;
    }
}
