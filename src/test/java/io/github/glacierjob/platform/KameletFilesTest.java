package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.ComponentJson;
import io.github.glacierjob.docs.ComponentJson.Entry;
import io.github.glacierjob.docs.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The texts of the Kamelets equal the catalog, in the form that tools for Kamelets expect. */
class KameletFilesTest {
    /** The options of the endpoint that a Kamelet is named after. */
    private static Map<String, Entry> options(Path file) {
        Scheme scheme = Stream.of(Scheme.values())
                .filter(candidate -> file.getFileName().toString().startsWith(candidate.id() + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is named after no component"));
        return ComponentJson.of(scheme).endpointOptions().stream()
                .collect(Collectors.toMap(Entry::name, Function.identity()));
    }

    static List<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("catalog", "kamelets"))) {
            return files.sorted().toList();
        }
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Map<?, ?> map(Map<?, ?> from, String... path) {
        Map<?, ?> found = from;
        for (String name : path) {
            found = (Map<?, ?>) found.get(name);
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aKameletHasTheNameAndLabelsOfItsFile(Path file) throws IOException {
        Map<?, ?> kamelet = read(file);
        String name = file.getFileName().toString().replace(".kamelet.yaml", "");
        assertThat(kamelet.get("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.get("kind")).isEqualTo("Kamelet");
        assertThat(map(kamelet, "metadata").get("name")).isEqualTo(name);
        assertThat(map(kamelet, "metadata", "labels").get("camel.apache.org/kamelet.type"))
                .isEqualTo(name.replaceAll(".*-", ""));
        assertThat(map(kamelet, "metadata", "annotations").keySet())
                .map(String::valueOf)
                .map(annotation -> annotation.replace("camel.apache.org/", ""))
                .containsExactlyInAnyOrder(
                        "kamelet.support.level",
                        "catalog.version",
                        "kamelet.icon",
                        "provider",
                        "kamelet.group",
                        "kamelet.namespace");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aKameletNeedsThisVersionOfTheComponent(Path file) throws IOException {
        Map<?, ?> kamelet = read(file);
        Matcher project = Pattern.compile(
                        "<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>[^/]*?<version>(.*?)</version>")
                .matcher(Files.readString(Path.of("pom.xml")).replaceAll("<!--(?s:.)*?-->", ""));
        assertThat(project.find()).isTrue();
        assertThat((List<?>) map(kamelet, "spec").get("dependencies"))
                .isEqualTo(List.of(
                        "camel:core",
                        "camel:kamelet",
                        "mvn:%s:%s:%s".formatted(project.group(1), project.group(2), project.group(3))));
        assertThat(map(kamelet, "metadata", "annotations").get("camel.apache.org/catalog.version"))
                .isEqualTo(project.group(3));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aParameterHasTheTextOfItsOption(Path file) throws IOException {
        Map<?, ?> properties = map(read(file), "spec", "definition", "properties");
        assertThat(properties).isNotEmpty().allSatisfy((name, property) -> {
            Entry option = options(file).get(name);
            assertThat(option).as("option %s", name).isNotNull();
            assertIsTheOption((Map<?, ?>) property, option);
        });
    }

    private static void assertIsTheOption(Map<?, ?> property, Entry option) {
        assertThat(property.get("title")).as(option.name()).isNotNull();
        assertThat(property.get("description")).hasToString(option.description());
        assertThat("password".equals(property.get("format"))).as(option.name()).isEqualTo(option.isSecret());
        if (property.get("enum") instanceof List<?> values) {
            assertThat(option.enumValues())
                    .containsAll(values.stream().map(String::valueOf).toList());
        } else {
            assertThat(option.enumValues()).as(option.name()).isEmpty();
        }
        if (property.containsKey("default")) {
            assertThat(property.get("default")).hasToString(option.defaultValue());
        }
    }

    /** An option that is set on the component need not be repeated, and no default of the Kamelet overrides it. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void eachParameterIsPassedOnAndOnlyTheVaultIsNeeded(Path file) throws IOException {
        Map<?, ?> definition = map(read(file), "spec", "definition");
        assertThat(definition.get("required")).isEqualTo(List.of("vaultNameOrArn"));
        Map<String, String> passed = new TreeMap<>();
        Matcher placeholder = Pattern.compile("(\\w+): *\"(?:glacier-(?:job|egress):)?\\{\\{(\\??\\w+)}}\"")
                .matcher(Files.readString(file));
        while (placeholder.find()) {
            passed.put(placeholder.group(1), placeholder.group(2));
        }
        assertThat(passed.remove("uri")).isEqualTo("vaultNameOrArn");
        assertThat(passed).allSatisfy((name, parameter) -> assertThat(parameter).isEqualTo("?" + name));
        assertThat(definition.get("properties"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(Stream.concat(Stream.of("vaultNameOrArn"), passed.keySet().stream())
                        .toArray());
    }
}
