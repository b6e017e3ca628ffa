package io.github.glacierjob.sinks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The emulator of Azure Blob Storage, in a separate process. */
final class Azurite implements AutoCloseable {

    static final String ACCOUNT = "devstoreaccount1";

    /** The key of every Azurite emulator. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final String VERSION = "3.37.0";
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final int port;

    private Azurite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Installs the emulator once below target; returns null, with a message, if npm or its registry is not available.
     */
    static Azurite start(Path directory) throws IOException, InterruptedException {
        Path home =
                Path.of(System.getProperty("sinks.azurite", "target/azurite")).toAbsolutePath();
        Path program = home.resolve("node_modules/azurite/dist/src/blob/main.js");
        if (Files.notExists(program)) {
            Files.createDirectories(home);
            install(home);
        }
        if (Files.notExists(program)) {
            System.out.println("[sinks] azure-storage-blob: left out, npm or Azurite is not there");
            return null;
        }
        Azurite azurite = launch(home, program, directory, freePort());
        azurite.awaitPort();
        return azurite;
    }

    private static Azurite launch(Path home, Path program, Path directory, int port) throws IOException {
        List<String> command = List.of(
                "node",
                program.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(port),
                "--inMemoryPersistence",
                "--skipApiVersionCheck",
                "--disableTelemetry");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "azurite.log"))
                .start();
        return new Azurite(process, port);
    }

    private static void install(Path home) throws InterruptedException {
        try {
            Process npm = new ProcessBuilder(
                            "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "azurite@" + VERSION)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(home.toFile(), "npm.log"))
                    .start();
            if (!npm.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS)) {
                npm.destroy();
            }
        } catch (IOException e) {
            System.out.println("[sinks] npm cannot be started: " + e.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("Azurite does not start, see azurite.log");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String connection() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY
                + ";BlobEndpoint=http://127.0.0.1:" + port + "/" + ACCOUNT + ";";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
