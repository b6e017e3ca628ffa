import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Runs the classes that this build compiled on the other versions that the project supports.
 *
 * <p>{@code mvn verify -Pall} runs it, {@code -Dmatrix.skip} skips it. target/classes is not compiled again: each row is
 * a Maven that only resolves its class path and runs the tests tagged "core". The reasons are in
 * src/main/docs/decisions/003-the-matrix.md.
 */
final class Matrix {
    private static final String BUILT_WITH = "4.18.0";
    private static final String OLDEST = "4.14.0";
    private static final String NEWEST = "4.22.0";
    /** The AWS SDK of the oldest Camel's platform in Karaf. */
    private static final String OLDEST_SDK = "2.32.23";

    private static final Path TARGET = Path.of("target", "matrix");
    private static final Path OLDEST_CLASS_PATH = TARGET.resolve("class-path-" + OLDEST + ".txt");
    private static final int RUNNING_JAVA = Runtime.version().feature();

    private final Path mavenHome;
    private final List<String> mavenOptions;
    private final List<String> failures = new ArrayList<>();

    private Matrix() {
        mavenHome = Path.of(System.getProperty("build.maven"));
        mavenOptions = new ArrayList<>(List.of("-B", "-ntp"));
        mavenOptions.add("-Dmaven.repo.local=" + System.getProperty("build.repository"));
        String settings = System.getProperty("build.settings");
        if (Files.exists(Path.of(settings))) {
            mavenOptions.addAll(List.of("-s", settings));
        }
        if (Boolean.getBoolean("build.offline")) {
            mavenOptions.add("-o");
        }
    }

    public static void main(String[] args) throws Exception {
        Files.createDirectories(TARGET);
        var matrix = new Matrix();
        matrix.run();
        if (!matrix.failures.isEmpty()) {
            System.out.println("[matrix] failed: " + String.join("; ", matrix.failures));
            System.exit(1);
        }
    }

    /** Runs two rows at a time, because each row waits for half of its time. */
    private void run() throws Exception {
        wholeSuite();
        Optional<Path> newer = newestJdk();
        List<Callable<Void>> rows = new ArrayList<>();
        rows.add(this::oldest);
        rows.add(() -> core(NEWEST, Optional.empty()));
        rows.add(this::overTls);
        newer.ifPresent(jdk -> rows.add(() -> core(BUILT_WITH, Optional.of(jdk))));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> row : two.invokeAll(rows)) {
                row.get();
            }
        } finally {
            two.shutdownNow();
        }
        if (newer.isEmpty()) {
            System.out.println("[matrix] no newer JDK found: skipped");
        }
    }

    private Void oldest() throws Exception {
        core(
                OLDEST,
                Optional.empty(),
                "-Daws.sdk.version=" + OLDEST_SDK,
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                "-Dmdep.includeScope=compile",
                "-Dmdep.outputFile=" + OLDEST_CLASS_PATH);
        compileAgainstOldest();
        return null;
    }

    /** Reports the result of the whole suite, which has already run in the phase test, from its reports. */
    private void wholeSuite() throws IOException {
        report(row(RUNNING_JAVA, BUILT_WITH, "whole suite"), Counts.of(Path.of("target", "surefire-reports")), 0);
    }

    private Void core(String camel, Optional<Path> jdk, String... goals) throws Exception {
        int java = jdk.map(Matrix::feature).orElse(RUNNING_JAVA);
        Path reports = TARGET.resolve("java-" + java + "-camel-" + camel);
        delete(reports);
        List<String> command = new ArrayList<>(mavenOptions);
        command.addAll(Arrays.asList(goals));
        command.addAll(List.of("surefire:test", "-Dgroups=core", "-Dtest=" + tests("core")));
        command.addAll(List.of("-Dcamel.version=" + camel, "-Dmatrix.java=" + java, "-Dtest.forks=2"));
        command.add("-Dsurefire.reports=" + reports.toAbsolutePath());
        command.add(ownFiles(reports.getFileName().toString()));
        if (camel.equals(NEWEST)) {
            command.add("-Dmatrix.newest");
        }
        jdk.ifPresent(home -> command.add("-Djvm=" + home.resolve("bin").resolve("java")));
        int exit = maven(command, reports + ".log");
        report(
                row(java, camel, camel.equals(OLDEST) ? "SDK " + OLDEST_SDK + ", core" : "core"),
                Counts.of(reports),
                exit);
        return null;
    }

    /** Runs the tests of faults, and of a foreign client, with the build's versions, but every simulator speaks HTTPS. */
    private Void overTls() throws Exception {
        Path reports = TARGET.resolve("tls");
        delete(reports);
        List<String> command = new ArrayList<>(mavenOptions);
        command.addAll(List.of("surefire:test", "-Dgroups=tls", "-Dtest=" + tests("tls"), "-Dtest.forks=2"));
        command.addAll(List.of("-Dglacier.simulator.tls=true", "-Dsurefire.reports=" + reports.toAbsolutePath()));
        command.add(ownFiles("tls"));
        int exit = maven(command, reports + ".log");
        report(row(RUNNING_JAVA, BUILT_WITH, "faults over TLS"), Counts.of(reports), exit);
        return null;
    }

    /**
     * Gives each row its own folder for the start files of its forks, because the run that ends first deletes its folder.
     */
    private static String ownFiles(String row) {
        return "-DtempDir=surefire-" + row;
    }

    /**
     * The names of the tests with a tag. They are listed by name, because a row cannot load test classes whose
     * dependencies are missing.
     */
    private static String tests(String tag) throws IOException {
        Path tests = Path.of("src", "test", "java");
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith("Test.java") && isTagged(file, tag))
                    .map(file -> tests.relativize(file).toString().replace(".java", ""))
                    .map(file -> file.replace(File.separatorChar, '.'))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    private static boolean isTagged(Path source, String tag) {
        try {
            return Files.readString(source).contains("@Tag(\"" + tag + "\")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compileAgainstOldest() throws IOException {
        String row = "Camel " + OLDEST + ", SDK " + OLDEST_SDK + ", hand-written sources compile with their API alone";
        Path classes = Files.createDirectories(TARGET.resolve("classes-" + OLDEST));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn"));
        arguments.addAll(List.of("-d", classes.toString(), "-cp", Files.readString(OLDEST_CLASS_PATH)));
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        System.out.println("[matrix] " + row + ": " + (exit == 0 ? "yes" : "NO"));
        if (exit != 0) {
            synchronized (this) {
                failures.add(row);
            }
        }
    }

    private int maven(List<String> arguments, String log) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(mavenHome.resolve("bin/mvn").toString()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of(log).toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exit = process.start().waitFor();
        if (exit != 0) {
            List<String> lines = Files.readAllLines(Path.of(log));
            lines.stream().filter(line -> line.startsWith("[ERROR]")).limit(60).forEach(System.out::println);
            System.out.println("[matrix] all of it: " + log);
        }
        return exit;
    }

    private synchronized void report(String row, Counts counts, int exit) {
        System.out.println("[matrix] " + row + ": " + counts);
        if (exit != 0 || !counts.isGood()) {
            failures.add(row);
        }
    }

    private static String row(int java, String camel, String what) {
        return "JDK " + java + ", Camel " + camel + ", " + what;
    }

    /** The newest JDK in the directory of this build's JDK, if it is newer. */
    private static Optional<Path> newestJdk() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> siblings = Files.list(here.getParent())) {
            return siblings.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .max(Comparator.comparingInt(Matrix::feature))
                    .filter(home -> feature(home) > RUNNING_JAVA);
        }
    }

    /** The feature version in a JDK's release file; 0 if it has no version. */
    private static int feature(Path home) {
        var release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return version.isEmpty() ? 0 : Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException unreadable) {
            return 0;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The sums of surefire's XML reports of one run. */
    private record Counts(int tests, int failures, int errors, int skipped) {
        private static final Pattern SUITE = Pattern.compile("<testsuite\\s[^>]*>");

        static Counts of(Path reports) throws IOException {
            var sum = new Counts(0, 0, 0, 0);
            if (Files.exists(reports)) {
                try (Stream<Path> files = Files.list(reports)) {
                    for (Path file : files.filter(file -> file.toString().endsWith(".xml"))
                            .toList()) {
                        sum = sum.plus(Files.readString(file));
                    }
                }
            }
            return sum;
        }

        private Counts plus(String xml) {
            Matcher suite = SUITE.matcher(xml);
            if (!suite.find()) {
                return this;
            }
            String tag = suite.group();
            return new Counts(
                    tests + number(tag, "tests"),
                    failures + number(tag, "failures"),
                    errors + number(tag, "errors"),
                    skipped + number(tag, "skipped"));
        }

        private static int number(String tag, String attribute) {
            Matcher value = Pattern.compile("\\s" + attribute + "=\"(\\d+)\"").matcher(tag);
            return value.find() ? Integer.parseInt(value.group(1)) : 0;
        }

        /** Whether all tests passed. A row without tests proves nothing and is not good. */
        boolean isGood() {
            return tests > 0 && failures == 0 && errors == 0;
        }

        @Override
        public String toString() {
            return "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d".formatted(tests, failures, errors, skipped);
        }
    }
}
