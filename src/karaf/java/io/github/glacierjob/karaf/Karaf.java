package io.github.glacierjob.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A separate Karaf, and the commands that a user types at its console. It opens no port, and it installs everything
 * from directories of this build.
 */
final class Karaf implements AutoCloseable {
    private static final String VERSION = System.getProperty("karaf.version");
    private static final Path PLATFORMS = Path.of(System.getProperty("karaf.platforms"));
    private static final Path HOME = PLATFORMS.resolve("apache-karaf-" + VERSION);
    /** A Karaf with the jar and features of this build, and the example. */
    private static final Path REPOSITORY = Path.of(System.getProperty("karaf.repository"));

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String UNKNOWN = "Command not found";
    private static final String SHUTDOWN = "shutdown -f";
    private static final String ESCAPES = "\u001B\\[[0-9;?]*[a-zA-Z]|\r";

    private final Path base;
    private final StringBuffer screen = new StringBuffer();
    private Process process;
    private Writer keyboard;
    private int commands;

    /** A Karaf that is not started yet, so that its etc directory can still be changed. */
    Karaf(Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("data"));
        Files.createDirectories(base.resolve("deploy"));
        copy(HOME.resolve("etc"), etc(""));
        List<String> features = Stream.of("framework", "specs", "standard")
                .map(name -> "mvn:org.apache.karaf.features/%s/%s/xml/features".formatted(name, VERSION))
                .toList();
        write(
                "org.apache.karaf.features.cfg",
                "featuresRepositories = " + String.join(",", features),
                "featuresBoot = wrap, feature, bundle, log, shell, system, config, scr");
        write(
                "org.ops4j.pax.url.mvn.cfg",
                "org.ops4j.pax.url.mvn.localRepository = " + base.resolve("repository"),
                "org.ops4j.pax.url.mvn.repositories =",
                "org.ops4j.pax.url.mvn.defaultRepositories = %s@id=karaf, %s@id=platforms, %s@id=examples"
                        .formatted(
                                HOME.resolve("system").toUri(),
                                PLATFORMS.resolve("features-repo").toUri(),
                                REPOSITORY.toUri()));
        Files.write(
                etc("custom.properties"),
                List.of("karaf.shutdown.port = -1", "karaf.lock = false"),
                StandardOpenOption.APPEND);
        standIn();
    }

    /** The bundles of these features are not in every registry; camel.xml has features of the same names. */
    private void standIn() throws IOException {
        write(
                "org.apache.karaf.features.xml",
                "<featuresProcessing xmlns='http://karaf.apache.org/xmlns/features-processing/v1.0.0'>",
                "<blacklistedFeatures>",
                "<feature version='4.14.5'>camel-core</feature>",
                "<feature version='4.14.5'>camel-dsl-support</feature>",
                "<feature version='4.14.5'>camel-xml-io-dsl</feature>",
                "</blacklistedFeatures>",
                "</featuresProcessing>");
    }

    private Path etc(String file) {
        return base.resolve("etc").resolve(file);
    }

    void write(String file, String... lines) throws IOException {
        Files.write(etc(file), List.of(lines));
    }

    void start(Map<String, String> environment) throws IOException {
        ProcessBuilder karaf =
                new ProcessBuilder(HOME.resolve("bin").resolve("karaf").toString()).redirectErrorStream(true);
        karaf.environment().putAll(environment);
        karaf.environment().put("JAVA_HOME", System.getProperty("java.home"));
        karaf.environment().put("JAVA_MAX_MEM", "512m");
        karaf.environment().put("KARAF_BASE", base.toString());
        karaf.environment().put("KARAF_DATA", base.resolve("data").toString());
        karaf.environment().put("KARAF_ETC", etc("").toString());
        karaf.environment().put("KARAF_EXEC", "exec");
        karaf.environment().put("CHECK_ROOT_INSTANCE_RUNNING", "false");
        process = karaf.start();
        keyboard = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "karaf-console");
        reader.setDaemon(true);
        reader.start();
        run("feature:repo-list");
    }

    private void read(Reader out) {
        var characters = new char[8192];
        try {
            for (int read = out.read(characters); read >= 0; read = out.read(characters)) {
                screen.append(characters, 0, read);
            }
        } catch (IOException closed) {
            screen.append('\n').append(closed);
        }
    }

    /** Features that replace those of camel-karaf, with this version of Camel. */
    static String platform(String camel) {
        return PLATFORMS.resolve("camel-" + camel + ".xml").toUri().toString();
    }

    /**
     * The output of a command at the console, without the command itself. The shell learns its commands one after the
     * other, and again when a feature refreshes their bundle. A command that the shell does not know has no effect, and
     * is typed again.
     */
    String run(String command) throws IOException {
        AtomicReference<String> shown = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            shown.set(runOnce(command));
            return !shown.get().contains(UNKNOWN);
        });
        return shown.get();
    }

    private String runOnce(String command) throws IOException {
        int from = screen.length();
        String end = "end-" + ++commands;
        type(command);
        awaitEnd(end);
        return shown(from)
                .lines()
                .filter(line -> !line.contains("karaf@root()>") && !line.endsWith(end))
                .filter(line -> !line.contains(UNKNOWN + ": echo"))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Waits until the shell has executed all typed commands; echo itself may be a command that it does not know yet.
     */
    private void awaitEnd(String end) throws IOException {
        AtomicInteger from = new AtomicInteger(screen.length());
        type("echo " + end);
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive())
                        .as(() -> "Karaf runs: " + this)
                        .isTrue())
                .until(() -> {
                    String shown = shown(from.get());
                    if (shown.contains(UNKNOWN + ": echo")) {
                        from.set(screen.length());
                        type("echo " + end);
                    }
                    return Pattern.compile("(?<!echo )" + end + "\\s")
                            .matcher(shown)
                            .find();
                });
    }

    private void type(String line) throws IOException {
        keyboard.write(line + "\n");
        keyboard.flush();
    }

    private String shown(int from) {
        return screen.substring(from).replaceAll(ESCAPES, "");
    }

    /** A command that must not fail. */
    void must(String command) throws IOException {
        assertThat(run(command)).as(command).doesNotContain("Error");
    }

    /** Repeats a command until its output is as expected, because the expected state may need some time. */
    void eventually(String question, Consumer<String> answer) {
        await().atMost(PATIENCE).untilAsserted(() -> answer.accept(run(question)));
    }

    /** A bundle of this name, in this state. */
    void awaitBundle(String name, String state) {
        eventually("bundle:list -t 0 -s --no-format", bundles -> assertThat(bundles.lines())
                .as(bundles)
                .filteredOn(bundle -> bundle.contains(name))
                .isNotEmpty()
                .allSatisfy(bundle -> assertThat(bundle).contains(state)));
    }

    List<String> log() {
        try {
            return Files.readAllLines(base.resolve("data").resolve("log").resolve("karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops Karaf as a user does. */
    int shutdown() throws Exception {
        AtomicInteger from = new AtomicInteger(screen.length());
        type(SHUTDOWN);
        await().atMost(PATIENCE).until(() -> {
            if (shown(from.get()).contains(UNKNOWN + ": shutdown")) {
                from.set(screen.length());
                type(SHUTDOWN);
            }
            return !process.isAlive();
        });
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Override
    public String toString() {
        return shown(0);
    }
}
