package io.github.glacierjob.examples.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The settings of application.properties. Those of a file override them, and those of the command line (-D) override
 * both.
 */
final class Settings {
    private Settings() {}

    static Properties load(String... files) throws IOException {
        Properties settings = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            settings.load(defaults);
        }
        for (String file : files) {
            try (InputStream own = Files.newInputStream(Path.of(file))) {
                settings.load(own);
            }
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> settings.containsKey(name) || name.startsWith("camel."))
                .forEach(name -> settings.setProperty(name, System.getProperty(name)));
        return settings;
    }
}
