package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.ComponentJson.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks the AsciiDoc pages, which have the form of Camel's component pages: their header and tables equal the catalog,
 * and their examples are examples of the manual, which tests run. {@code mvn -Pquick test -Dupdate.docs
 * -Dtest=ComponentPageTest} writes the pages.
 */
class ComponentPageTest {

    private static final boolean UPDATE = System.getProperty("update.docs") != null;
    private static final Pattern EXAMPLE =
            Pattern.compile("\\[source,(?:java|xml|yaml)]\\n----\\n(.*?)----", Pattern.DOTALL);

    private static Path page(Scheme scheme) {
        return Path.of("src/main/docs", scheme.id() + "-component.adoc");
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderAndTheTablesEqualTheCatalog(Scheme scheme) throws IOException {
        ComponentJson component = ComponentJson.of(scheme);
        String expected = Files.readString(page(scheme));
        expected = between(expected, "head", head(component));
        expected = between(expected, "component options", options("component", component.componentOptions()));
        expected = between(expected, "endpoint options", options("endpoint", component.endpointOptions()));
        expected = between(expected, "headers", headers(component.headers()));
        if (UPDATE) {
            Files.writeString(page(scheme), expected);
        }
        assertThat(page(scheme))
                .as("to write it: mvn -Pquick test -Dupdate.docs -Dtest=ComponentPageTest")
                .hasContent(expected);
    }

    @ParameterizedTest
    @EnumSource
    void theExamplesEqualThoseOfTheManual(Scheme scheme) throws IOException {
        String manual = Stream.of(
                        "README.md",
                        "src/main/docs/getting-started.md",
                        "src/main/docs/egress.md",
                        "src/main/docs/egress-budget.md")
                .map(ComponentPageTest::text)
                .collect(Collectors.joining());
        Matcher example = EXAMPLE.matcher(Files.readString(page(scheme)));
        int found = 0;
        for (; example.find(); found++) {
            assertThat(manual).contains(example.group(1));
        }
        assertThat(found).isPositive();
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String between(String page, String name, String text) {
        String start = "// " + name + ": START\n";
        String end = "// " + name + ": END\n";
        assertThat(page).containsSubsequence(start, end);
        return page.substring(0, page.indexOf(start) + start.length()) + text + page.substring(page.indexOf(end));
    }

    private static String head(ComponentJson component) {
        Function<String, String> of = component::about;
        return String.join(
                "\n",
                "= " + of.apply("title") + " Component",
                ":doctitle: " + of.apply("title"),
                ":shortname: " + of.apply("scheme"),
                ":artifactid: " + of.apply("artifactId"),
                ":description: " + of.apply("description"),
                ":since: " + of.apply("firstVersion").replaceFirst("\\.\\d+$", ""),
                ":supportlevel: " + of.apply("supportLevel"),
                ":tabs-sync-option:",
                ":component-header: Both producer and consumer are supported",
                ":camel-spring-boot-name: " + of.apply("scheme"),
                "");
    }

    private static String options(String kind, List<Entry> options) {
        String rows = options.stream()
                .map(option -> "| *%s* (%s)%s | %s | %s | %s%n"
                        .formatted(
                                option.name(),
                                option.group(),
                                option.isRequired() ? " *Required*" : "",
                                cell(meaning(option)),
                                cell(option.defaultValue()),
                                option.type()))
                .collect(Collectors.joining());
        return "The %s has %d options, which are listed below.%n%n".formatted(kind, options.size())
                + "[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n"
                + "| Name | Description | Default | Type\n" + rows + "|===\n";
    }

    private static String meaning(Entry option) {
        return option.enumValues().isEmpty()
                ? option.description()
                : option.description() + " Enum values: " + String.join(", ", option.enumValues());
    }

    private static String headers(List<Entry> headers) {
        String rows = headers.stream()
                .map(header -> "| *%s* (%s) | %s | %s%n"
                        .formatted(header.name(), header.group(), cell(header.description()), header.type()))
                .collect(Collectors.joining());
        return "The component has %d message headers, which are listed below.%n%n".formatted(headers.size())
                + "[width=\"100%\",cols=\"2,5,2\",options=\"header\"]\n|===\n"
                + "| Name | Description | Type\n" + rows + "|===\n";
    }

    /** Escapes a bar, which would begin a cell, and braces, which would begin an attribute. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").replace("{", "\\{");
    }
}
