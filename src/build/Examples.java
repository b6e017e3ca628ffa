import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds and tests each project of examples/ as its user does, with the artifact that this build made, on the platforms
 * of src/main/docs/platforms.md.
 *
 * <p>The build starts it in the phase verify; {@code -Dexamples.skip} leaves it out. With a name it only installs that
 * example, for the test in Karaf. How the examples get the artifact, and why so:
 * src/main/docs/decisions/012-examples-are-projects-of-their-own.md.
 */
final class Examples {
    private static final Path GROUP = Path.of("io", "github", "glacierjob");
    private static final Path TARGET = Path.of("target", "examples");
    private static final int RUNNING_JAVA = Runtime.version().feature();
    private static final Pattern COUNT = Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0, Skipped: 0$");

    /** A JVM that lives for seconds gains nothing from the second compiler: this halves the time of a row. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** What runs where. A platform that is not here is not in the registry in that version, see src/main/docs/platforms.md. */
    private static final List<Row> ROWS = List.of(
            new Row(
                    "4.18.0",
                    "3.5.10",
                    false,
                    List.of("java-dsl", "spring-xml", "spring-boot", "yaml-kamelets", "workers")),
            new Row("4.14.0", "3.5.4", false, List.of("spring-xml", "spring-boot", "yaml-kamelets")),
            new Row("4.22.0", "4.1.0", false, List.of("java-dsl", "spring-boot")),
            new Row("4.18.0", "3.5.10", true, List.of("spring-boot", "yaml-kamelets")));

    private static final Map<String, String> PLATFORMS = Map.of(
            "java-dsl", "camel-main, Java",
            "spring-xml", "Spring XML",
            "spring-boot", "Spring Boot %s, Java",
            "yaml-kamelets", "camel-main, YAML and Kamelets",
            "workers", "camel-main, JMS");

    private final String version = System.getProperty("examples.version");
    private final Path maven = Path.of(System.getProperty("examples.maven"), "bin", "mvn");
    private final Path users = Path.of(System.getProperty("examples.repository"));
    private final Path repository = TARGET.resolve("repository").toAbsolutePath();
    private final List<String> failures = new ArrayList<>();

    private record Row(String camel, String boot, boolean newerJdk, List<String> examples) {}

    public static void main(String[] args) throws Exception {
        var examples = new Examples();
        examples.provide();
        if (args.length > 0) {
            System.exit(examples.install(args[0]));
        }
        Optional<Path> newer = newestJdk();
        for (Row row : ROWS) {
            if (!row.newerJdk() || newer.isPresent()) {
                for (String example : row.examples()) {
                    examples.run(example, row, row.newerJdk() ? newer : Optional.empty());
                }
            }
        }
        if (!examples.failures.isEmpty()) {
            System.out.println("[platform] failed: " + String.join("; ", examples.failures));
            System.exit(1);
        }
    }

    /** A repository that is the user's, seen through links, but for this project's artifacts, which are this build's. */
    private void provide() throws IOException {
        Files.createDirectories(users);
        delete(repository);
        Path level = repository;
        for (Path name : GROUP) {
            Files.createDirectories(level);
            link(users.resolve(repository.relativize(level)), level, name);
            level = level.resolve(name);
        }
        Path release =
                Files.createDirectories(level.resolve("camel-glacier-job").resolve(version));
        String name = "camel-glacier-job-" + version;
        Files.copy(Path.of("pom.xml"), release.resolve(name + ".pom"));
        for (String jar : List.of(name + ".jar", name + "-simulator.jar")) {
            Files.copy(Path.of("target", jar), release.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(Path.of("target", "karaf-features", "features.xml"), release.resolve(name + "-features.xml"));
    }

    private static void link(Path from, Path to, Path except) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> entries = Files.list(from)) {
                for (Path entry : entries.toList()) {
                    if (!entry.getFileName().equals(except)) {
                        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                    }
                }
            }
        }
    }

    /** Into the repository in target alone, for whoever takes the example from there. */
    private int install(String example) throws IOException, InterruptedException {
        Path log = TARGET.resolve(example + ".log");
        int exit = maven(example, List.of("install"), Optional.empty(), log);
        if (exit != 0) {
            Files.readAllLines(log).forEach(System.out::println);
        }
        return exit;
    }

    private void run(String example, Row row, Optional<Path> jdk) throws IOException, InterruptedException {
        int java = jdk.map(Examples::feature).orElse(RUNNING_JAVA);
        String name = "%s, Camel %s, JDK %d".formatted(PLATFORMS.get(example).formatted(row.boot()), row.camel(), java);
        Path log = TARGET.resolve("%s-%s-%d.log".formatted(example, row.camel(), java));
        List<String> platform = List.of(
                "verify",
                "-Dcamel.version=" + row.camel(),
                "-Dspring-boot.version=" + row.boot(),
                "-DargLine=" + SHORT_LIVED);
        report(name + ", examples/" + example, maven(example, platform, jdk, log), log);
    }

    private int maven(String example, List<String> arguments, Optional<Path> jdk, Path log)
            throws IOException, InterruptedException {
        delete(Path.of("examples", example, "target"));
        List<String> command = new ArrayList<>(List.of(maven.toString(), "-B", "-ntp"));
        command.addAll(arguments);
        command.add("-Dmaven.repo.local=" + repository);
        Path settings = Path.of(System.getProperty("examples.settings"));
        if (Files.exists(settings)) {
            command.addAll(List.of("-s", settings.toString()));
        }
        if (Boolean.getBoolean("examples.offline")) {
            command.add("-o");
        }
        var process = new ProcessBuilder(command)
                .directory(Path.of("examples", example).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().put("JAVA_HOME", jdk.map(Path::toString).orElse(System.getProperty("java.home")));
        return process.start().waitFor();
    }

    private void report(String name, int exit, Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        Optional<String> tests = lines.stream()
                .map(COUNT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
        if (exit == 0 && tests.isPresent()) {
            System.out.println("[platform] " + name + ": " + tests.get());
        } else {
            failures.add(name);
            lines.stream().filter(line -> line.startsWith("[ERROR]")).limit(40).forEach(System.out::println);
            System.out.println("[platform] " + name + ": FAILED, see " + log);
        }
    }

    /** The newest JDK beside the one that runs this build, if it is newer. */
    private static Optional<Path> newestJdk() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> siblings = Files.list(here.getParent())) {
            return siblings.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .max(Comparator.comparingInt(Examples::feature))
                    .filter(home -> feature(home) > RUNNING_JAVA);
        }
    }

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

    /** The links, not what they lead to. */
    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
