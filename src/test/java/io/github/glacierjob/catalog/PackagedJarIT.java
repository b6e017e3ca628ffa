package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the jar as users get it: complete for Camel's discovery, indexed for Quarkus, and a bundle for Karaf. */
class PackagedJarIT {
    private static final String NATIVE = "META-INF/native-image/io.github.glacierjob/camel-glacier-job/";
    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private JarFile jar;

    @BeforeEach
    void openTheJar() throws IOException {
        jar = new JarFile(System.getProperty("packaged.jar"));
    }

    @AfterEach
    void closeTheJar() throws IOException {
        jar.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component/glacier-job",
                "configurer/glacier-job-component",
                "configurer/glacier-job-endpoint",
                "urifactory/glacier-job-endpoint",
                "component/glacier-egress",
                "configurer/glacier-egress-component",
                "configurer/glacier-egress-endpoint",
                "urifactory/glacier-egress-endpoint"
            })
    void holdsTheClassThatCamelLooksFor(String service) throws IOException {
        var properties = new Properties();
        try (InputStream in = jar.getInputStream(jar.getEntry(SERVICES + service))) {
            properties.load(in);
        }
        assertThat(names()).contains(properties.getProperty("class").replace('.', '/') + ".class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/jandex.idx",
                "META-INF/io/github/glacierjob/glacier-job.json",
                "io/github/glacierjob/glacier-job.json",
                "kamelets/glacier-job-source.kamelet.yaml",
                "META-INF/io/github/glacierjob/egress/glacier-egress.json",
                "io/github/glacierjob/egress/glacier-egress.json",
                "kamelets/glacier-egress-source.kamelet.yaml",
                "META-INF/spring-configuration-metadata.json",
                "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
                SERVICES + "component.properties"
            })
    void holdsWhatToolsRead(String entry) {
        assertThat(names()).contains(entry);
    }

    @Test
    void startsWithoutSpring() throws IOException {
        assertThat(imports("org.springframework")).isEmpty();
    }

    @Test
    void exportsOnlyThePublicPackages() throws IOException {
        String exports = jar.getManifest().getMainAttributes().getValue("Export-Package");
        List<String> packages = Pattern.compile("io\\.github\\.glacierjob[a-z.]*")
                .matcher(exports)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(packages)
                .containsExactlyInAnyOrder(
                        "io.github.glacierjob",
                        "io.github.glacierjob.budget",
                        "io.github.glacierjob.checksum",
                        "io.github.glacierjob.egress",
                        "io.github.glacierjob.event",
                        "io.github.glacierjob.inventory",
                        "io.github.glacierjob.job",
                        "io.github.glacierjob.management",
                        "io.github.glacierjob.naming",
                        "io.github.glacierjob.options",
                        "io.github.glacierjob.prices",
                        "io.github.glacierjob.proof",
                        "io.github.glacierjob.repository",
                        "io.github.glacierjob.snapshot",
                        "io.github.glacierjob.springboot");
    }

    /** A native image finds a class by its name only if a file lists it. */
    @Test
    void namesEveryClassOfItsServicesForNativeImages() throws IOException {
        String hints = text(NATIVE + "reflect-config.json");
        for (String service : names().stream()
                .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                .toList()) {
            Matcher type = Pattern.compile("io\\.github\\.glacierjob\\.[\\w.]+").matcher(text(service));
            if (type.find()) {
                assertThat(hints).contains('"' + type.group() + '"');
            }
        }
    }

    @Test
    void namesEveryResourceFileForNativeImages() throws IOException {
        List<Pattern> hints = new ArrayList<>();
        Matcher pattern = Pattern.compile("\"pattern\": \"(.*)\"").matcher(text(NATIVE + "resource-config.json"));
        while (pattern.find()) {
            hints.add(Pattern.compile(pattern.group(1).replace("\\\\", "\\")));
        }
        assertThat(names())
                .filteredOn(name -> name.matches(SERVICES + ".*/glacier-(job|egress).*|kamelets/.+|" + SERVICES
                        + "TypeConverterLoader|META-INF/io/github/glacierjob/.*\\.json"))
                .isNotEmpty()
                .allMatch(name ->
                        hints.stream().anyMatch(hint -> hint.matcher(name).matches()));
    }

    private String text(String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void holdsNothingOfTheTests() {
        assertThat(names()).noneMatch(name -> name.contains("simulator") || name.contains("Test"));
    }

    @Test
    void acceptsEveryCamelFrom414() throws IOException {
        assertThat(imports("org.apache.camel")).isNotEmpty().allSatisfy(clause -> assertThat(clause)
                .contains("version=\"[4.14,5)\""));
    }

    @Test
    void acceptsEveryWrappedVersionOfTheSdk() throws IOException {
        assertThat(imports("software.amazon.awssdk")).isNotEmpty().noneMatch(clause -> clause.contains("version="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.micrometer.", "org.apache.camel.telemetry"})
    void startsWithoutMetersAndTraces(String prefix) throws IOException {
        assertThat(imports(prefix)).isNotEmpty().allSatisfy(clause -> assertThat(clause)
                .contains("resolution:=optional"));
    }

    /**
     * The DSL is a separate jar, and Camel's API has the TLS parameters: neither needs a bundle that may be missing.
     */
    @Test
    void importsNoDslAndNoCamelSsl() throws IOException {
        assertThat(imports("io.github.glacierjob.dsl")).isEmpty();
        assertThat(imports("org.apache.camel.builder.endpoint")).isEmpty();
        assertThat(imports("org.apache.camel.component.")).isEmpty();
    }

    @Test
    void startsWithoutSts() throws IOException {
        assertThat(imports("software.amazon.awssdk.services.sts")).isNotEmpty().allSatisfy(clause -> assertThat(clause)
                .contains("resolution:=optional"));
    }

    @Test
    void needsJava17() throws IOException {
        assertThat(header("Require-Capability")).contains("(osgi.ee=JavaSE)(version=17)");
    }

    @ParameterizedTest
    @EnumSource
    void bundlesMayRequireTheComponent(Scheme scheme) throws IOException {
        assertThat(clauses("Provide-Capability"))
                .filteredOn(clause -> clause.matches(".*;component=\"?" + scheme.id() + "\"?(;.*)?"))
                .singleElement()
                .satisfies(clause ->
                        assertThat(clause).contains("osgi.service", "org.apache.camel.spi.ComponentResolver"));
    }

    @Test
    void importsDataSourcesFromThePlatform() throws IOException {
        assertThat(imports("javax.sql")).hasSize(1);
    }

    @Test
    void namesBothComponentsForTools() throws IOException {
        assertThat(text(SERVICES + "component.properties")).contains("components=glacier-egress glacier-job");
    }

    private List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private List<String> imports(String prefix) throws IOException {
        return clauses("Import-Package").stream()
                .filter(clause -> clause.startsWith(prefix))
                .toList();
    }

    private List<String> clauses(String name) throws IOException {
        return List.of(header(name).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    private String header(String name) throws IOException {
        return jar.getManifest().getMainAttributes().getValue(name);
    }
}
