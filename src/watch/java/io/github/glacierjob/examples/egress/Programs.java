package io.github.glacierjob.examples.egress;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Starts programs that may be missing on a machine. */
final class Programs {

    private static final long END_SECONDS = 10;

    private Programs() {}

    /**
     * The first program that is installed. If none is, the test is skipped, and a line of the build says what to
     * install.
     */
    static Path need(String what, String debianPackage, String... names) {
        Optional<Path> found = find(names);
        String left = "[watch] " + what + ": left out, install " + debianPackage
                + " (Debian), or say with -Dwatch.programs in which directory it is";
        if (found.isEmpty()) {
            System.out.println(left);
        }
        Assumptions.assumeTrue(found.isPresent(), left);
        return found.orElseThrow();
    }

    static Optional<Path> find(String... names) {
        String path = System.getProperty("watch.programs", "") + File.pathSeparator + System.getenv("PATH");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends the program and the processes that it has started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
