import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Runs the Maven projects that use the jars of this build: the examples, each as a user runs it and on the platforms of
 * src/main/docs/platforms.md, and the programs under src/.
 *
 * <p>Each argument is {@code matrix}, {@code examples}, a program or the path of a project, with the arguments of its
 * Maven after a blank; the goal is verify if none is named. {@code -Dexamples.skip}, {@code -Dkaraf.skip} and so on skip
 * one project. A program's options on the command line of this build are passed to the program. How and why a project
 * gets the jars is in src/main/docs/decisions/012-examples-are-projects-of-their-own.md.
 */
final class Projects {
    private static final Path GROUP = Path.of("io", "github", "glacierjob");
    private static final Path TARGET = Path.of("target", "projects");
    private static final int RUNNING_JAVA = Runtime.version().feature();
    private static final Pattern COUNT = Pattern.compile("Tests run: \\d+, Failures: 0, Errors: 0, Skipped: (\\d+)$");

    /** A line that a program prints about itself; it is copied to this build's log. */
    private static final Pattern WORD = Pattern.compile("^\\[[a-z]+\\] ");

    /** The options of programs. */
    private static final Pattern OPTION =
            Pattern.compile("((bench|egress|fuzz|karaf|kill|micro|sinks|soak|watch)\\.[a-z]+|postgres\\.platform)=.*");

    /** A JVM that runs for seconds does not profit from the second compiler, so these options halve the time of a row. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /**
     * The examples of each platform. If a platform is missing here, the registry does not have it in that version, see
     * src/main/docs/platforms.md.
     */
    private static final List<Row> ROWS = List.of(
            new Row(
                    "4.18.0",
                    "3.5.10",
                    false,
                    false,
                    List.of(
                            "java-dsl",
                            "spring-xml",
                            "spring-boot",
                            "yaml-kamelets",
                            "camel-run",
                            "workers",
                            "vault-egress")),
            new Row("4.14.0", "3.5.4", false, true, List.of("spring-xml", "spring-boot", "yaml-kamelets")),
            // Without TLS, because its routes run in separate processes, which do not trust the simulator of the test.
            new Row("4.14.0", "", false, false, List.of("camel-run")),
            new Row("4.22.0", "4.1.0", false, true, List.of("java-dsl", "spring-boot")),
            // The Camel version of Camel Quarkus 3.33.1.
            new Row("4.18.2", "", false, true, List.of("quarkus")),
            new Row("4.18.0", "3.5.10", true, false, List.of("spring-boot", "yaml-kamelets")));

    private static final Map<String, String> PLATFORMS = Map.of(
            "java-dsl", "camel-main, Java",
            "spring-xml", "Spring XML",
            "spring-boot", "Spring Boot %s, Java",
            "yaml-kamelets", "camel-main, YAML and Kamelets",
            "camel-run", "camel run (camel-kamelet-main)",
            "quarkus", "Quarkus 3.33.2, JVM mode",
            "workers", "camel-main, JMS",
            "vault-egress", "camel-main, a whole vault");

    /** The examples that programs use. */
    private static final Map<String, String> EXAMPLES = Map.of("karaf", "karaf", "watch", "vault-egress");

    private final String version = System.getProperty("build.version");
    private final Path maven = Path.of(System.getProperty("build.maven"), "bin", "mvn");
    private final Path users = Path.of(System.getProperty("build.repository"));
    private final Path settings = Path.of(System.getProperty("build.settings"));
    /** The options of this build's command, each as name=value. */
    private final List<String> given;

    private final Path repository = TARGET.resolve("repository").toAbsolutePath();
    private final List<String> failures = new ArrayList<>();

    /** Parses {@code {a=1, b=x, y}}, the form in which Java prints properties. */
    private Projects(String given) {
        this.given = List.of(given.replaceAll("^\\{|\\}$", "").split(", (?=[\\w.-]+=)"));
    }

    /** Over TLS, each simulator that an example starts speaks HTTPS. */
    private record Row(String camel, String boot, boolean newerJdk, boolean tls, List<String> examples) {}

    public static void main(String[] args) throws Exception {
        var projects = new Projects(System.getProperty("build.given"));
        projects.provide();
        for (String argument : args) {
            for (String project : argument.trim().split(" *, *")) {
                projects.run(List.of(project.split(" +")));
            }
        }
        if (!projects.failures.isEmpty()) {
            System.out.println("[projects] failed: " + String.join("; ", projects.failures));
            System.exit(1);
        }
    }

    private void run(List<String> project) throws IOException, InterruptedException {
        String name = project.get(0);
        if (given.contains(name + ".skip=true")) {
            System.out.println("[projects] " + name + ": left out");
        } else if (name.equals("matrix")) {
            matrix();
        } else if (name.equals("examples")) {
            examples();
        } else if (project.stream().anyMatch(word -> word.startsWith("exec:"))) {
            Path directory = name.contains("/") ? Path.of(name) : Path.of("src", name);
            if (maven(directory, arguments(project, "-q"), Optional.empty(), null) != 0) {
                failures.add(name);
            }
        } else {
            test(name, arguments(project, "verify"));
        }
    }

    private void matrix() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String name : List.of("build.maven", "build.repository", "build.settings", "build.offline")) {
            command.add("-D" + name + "=" + System.getProperty(name));
        }
        command.add(Path.of("src", "build", "Matrix.java").toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            failures.add("matrix");
        }
    }

    private List<String> arguments(List<String> project, String first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(project.subList(1, project.size()));
        given.stream()
                .filter(option -> OPTION.matcher(option).matches())
                .map(option -> "-D" + option)
                .forEach(arguments::add);
        return arguments;
    }

    private void test(String program, List<String> arguments) throws IOException, InterruptedException {
        Path log = TARGET.resolve(program + ".log");
        int exit = 0;
        if (EXAMPLES.containsKey(program)) {
            // The example stands for a user's project; it is installed only into the repository in target.
            Path example = Path.of("examples", EXAMPLES.get(program));
            delete(example.resolve("target"));
            exit = maven(example, List.of("install", "-DskipTests"), Optional.empty(), log);
        }
        if (exit == 0) {
            exit = maven(Path.of("src", program), arguments, Optional.empty(), log);
        }
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> WORD.matcher(line).find()).forEach(System.out::println);
        }
        report("[projects] src/" + program, exit, log, true);
    }

    private void examples() throws IOException, InterruptedException {
        Optional<Path> newer = newestJdk();
        for (Row row : ROWS) {
            if (!row.newerJdk() || newer.isPresent()) {
                for (String example : row.examples()) {
                    example(example, row, row.newerJdk() ? newer : Optional.empty());
                }
            }
        }
    }

    private void example(String example, Row row, Optional<Path> jdk) throws IOException, InterruptedException {
        int java = jdk.map(Projects::feature).orElse(RUNNING_JAVA);
        String name = "%s, Camel %s, JDK %d%s"
                .formatted(
                        PLATFORMS.get(example).formatted(row.boot()), row.camel(), java, row.tls() ? ", over TLS" : "");
        Path log = TARGET.resolve("%s-%s-%d.log".formatted(example, row.camel(), java));
        List<String> platform = List.of(
                "verify",
                "-Dcamel.version=" + row.camel(),
                "-Dspring-boot.version=" + row.boot(),
                "-DargLine=" + SHORT_LIVED + (row.tls() ? " -Dglacier.simulator.tls=true" : ""));
        Path directory = Path.of("examples", example);
        delete(directory.resolve("target"));
        report("[platform] " + name + ", " + directory, maven(directory, platform, jdk, log), log, false);
    }

    /**
     * Creates a repository of links to the user's repository, except for this project's artifacts, which are copied from
     * this build.
     */
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
        for (String jar : List.of(name + ".jar", name + "-simulator.jar", name + "-dsl.jar")) {
            Files.copy(Path.of("target", jar), release.resolve(jar));
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

    /** Runs Maven with a log file, or on this console. */
    private int maven(Path project, List<String> arguments, Optional<Path> jdk, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maven.toString(), "-B", "-ntp"));
        command.addAll(arguments);
        command.add("-Dmaven.repo.local=" + repository);
        if (Files.exists(settings)) {
            command.addAll(List.of("-s", settings.toString()));
        }
        if (Boolean.getBoolean("build.offline")) {
            command.add("-o");
        }
        var process = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        if (log == null) {
            process.inheritIO();
        } else {
            process.redirectOutput(log.toFile());
        }
        process.environment().put("JAVA_HOME", jdk.map(Path::toString).orElse(System.getProperty("java.home")));
        return process.start().waitFor();
    }

    private void report(String name, int exit, Path log, boolean maySkip) throws IOException {
        List<String> lines = Files.readAllLines(log);
        Optional<String> tests = lines.stream()
                .map(COUNT::matcher)
                .filter(Matcher::find)
                .filter(count -> maySkip || count.group(1).equals("0"))
                .map(Matcher::group)
                .reduce((first, last) -> last);
        if (exit == 0 && tests.isPresent()) {
            System.out.println(name + ": " + tests.get());
        } else {
            failures.add(name.replaceFirst("^\\[\\w+\\] ", ""));
            lines.stream().filter(line -> line.startsWith("[ERROR]")).limit(40).forEach(System.out::println);
            System.out.println(name + ": FAILED, see " + log);
        }
    }

    /** The newest JDK in the directory of this build's JDK, if it is newer. */
    private static Optional<Path> newestJdk() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> siblings = Files.list(here.getParent())) {
            return siblings.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .max(Comparator.comparingInt(Projects::feature))
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

    /** Deletes a directory; deletes links, not their targets. */
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
