package io.github.glacierjob.kill;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Starts programs of the class path in separate processes. A process that shares the classes of an earlier one starts
 * in half a second; this needs a class path of jars only.
 */
final class Jvm {

    private final Path directory;
    private final Path classes;
    private final String classPath;

    Jvm(Path directory) {
        this.directory = directory;
        this.classes = directory.resolve("classes.jsa");
        this.classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(this::jar)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String jar(Path element) {
        if (!Files.isDirectory(element)) {
            return element.toString();
        }
        try (Stream<Path> files = Files.walk(element)) {
            Path jar = Files.createTempFile(directory, "classes", ".jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    zip.putNextEntry(
                            new ZipEntry(element.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, zip);
                }
            }
            return jar.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program. The first program that ends normally stores its classes for the next ones. */
    Process startSharing(Path log, Class<?> program, String... arguments) throws IOException {
        String share = Files.exists(classes) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        return start(log, List.of("-Xmx64m", "-Xlog:disable", share + classes), program, arguments);
    }

    Process start(Path log, List<String> options, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("javax.net.ssl."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
