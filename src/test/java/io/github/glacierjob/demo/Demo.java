package io.github.glacierjob.demo;

import io.github.glacierjob.simulator.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Retrieves an archive with a Camel route and shows every step: {@code mvn -q -Pdemo}. By default the archive is in a
 * simulated Glacier. {@code -Dfile=...} uses a file of the user as the archive, {@code -Daws=true} uses the real
 * service.
 */
public final class Demo {
    private static final Path DIRECTORY = Path.of("target", "demo");

    private final DemoVault vault;
    private final Screen screen;
    private final Path file;

    Demo(DemoVault vault, Screen screen, Path directory) {
        this.vault = vault;
        this.screen = screen;
        this.file = directory.resolve(vault.fileName());
    }

    public static void main(String[] args) throws Exception {
        var settings = DemoSettings.of(System.getProperties());
        var screen = new Screen(System.out, System.console() != null);
        try (DemoVault vault = DemoVault.open(settings)) {
            new Demo(vault, screen, DIRECTORY).run();
        }
    }

    /** Runs the routes until the last chunk is in the file, and then compares the hashes. */
    void run() throws Exception {
        Files.createDirectories(file.getParent());
        screen.line("Vault %s at %s, archive %s", vault.name(), vault.where(), vault.archiveId());
        var retrieved = new CompletableFuture<String>();
        try (var context = new DefaultCamelContext()) {
            context.addRoutes(new DemoRoutes(vault, screen, new ChunkFile(file), retrieved));
            context.start();
            try (var template = context.createProducerTemplate()) {
                template.sendBody("direct:find", null);
            } catch (CamelExecutionException e) {
                retrieved.completeExceptionally(e.getCause());
            }
            compare(retrieved.get());
        }
    }

    /** Reads the file from the disk again, to check the stored bytes. */
    private void compare(String expected) {
        String written = Content.file(file).treeHash();
        screen.line("Tree hash of the archive: %s", expected);
        screen.line("Tree hash of the file:    %s, %s", written, written.equals(expected) ? "equal" : "DIFFERENT");
        screen.line("The file: %s", file);
        if (!written.equals(expected)) {
            throw new IllegalStateException("The file is not the archive");
        }
    }
}
