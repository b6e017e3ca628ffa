package io.github.glacierjob.examples.quarkus;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts a simulated Glacier before the application, and passes its address to the application. */
public class SimulatedGlacier implements QuarkusTestResourceLifecycleManager {
    private final GlacierSimulator glacier = GlacierSimulator.start();
    private Path directory;

    @Override
    public Map<String, String> start() {
        glacier.createVault("photos");
        try {
            directory = Files.createTempDirectory("retrieved");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String component = "camel.component.glacier-job.";
        Map<String, String> settings = new HashMap<>(Map.of(
                "poll", "200",
                "retrieved", directory.toString(),
                component + "use-default-credentials-provider", "false",
                component + "access-key", "any",
                component + "secret-key", "any",
                component + "override-endpoint", "true",
                component + "uri-endpoint-override", glacier.endpoint().toString()));
        // The packaged application is another process. Over TLS it must trust the same authority as this process.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("javax.net.ssl."))
                .forEach(name -> settings.put(name, System.getProperty(name)));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(glacier, field -> field.getType() == GlacierSimulator.class);
        injector.injectIntoFields(directory, SimulatedGlacier::isDirectory);
    }

    private static boolean isDirectory(Field field) {
        return field.getType() == Path.class;
    }

    @Override
    public void stop() {
        glacier.close();
    }
}
