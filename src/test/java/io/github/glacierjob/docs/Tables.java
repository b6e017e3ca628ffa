package io.github.glacierjob.docs;

import io.github.glacierjob.docs.ComponentJson.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the options and headers of a component as Markdown: the complete list for the manual, and the most used
 * options.
 */
final class Tables {
    private static final Set<String> FOR_FEW = Set.of("advanced", "security", "proxy", "scheduler");

    private final Scheme scheme;
    private final ComponentJson component;

    Tables(Scheme scheme) {
        this.scheme = scheme;
        component = ComponentJson.of(scheme);
    }

    String options() {
        return optionSections(component.endpointOptions());
    }

    /** The options that only the component has: every option of a URI is also an option of the component. */
    String componentOptions() {
        Set<String> shared =
                component.endpointOptions().stream().map(Entry::name).collect(Collectors.toSet());
        return optionSections(component.componentOptions().stream()
                .filter(option -> !shared.contains(option.name()))
                .toList());
    }

    /** The options that the other component does not have, or has with another meaning or default. */
    String ownOptions() {
        return optionSections(
                component.endpointOptions().stream().filter(this::isOwn).toList());
    }

    /** Only the names: the table of the other component has their meaning. */
    String sharedOptions() {
        return grouped(component.endpointOptions().stream()
                        .filter(option -> !isOwn(option))
                        .toList())
                .entrySet()
                .stream()
                .map(group -> "- " + group.getKey() + ": "
                        + group.getValue().stream()
                                .map(option -> code(option.name()))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private boolean isOwn(Entry option) {
        return ComponentJson.of(Scheme.JOB).endpointOptions().stream()
                .noneMatch(other -> other.name().equals(option.name())
                        && other.description().equals(option.description())
                        && other.defaultValue().equals(option.defaultValue()));
    }

    String headers() {
        return HeaderPurpose.grouped(scheme, component.headers()).entrySet().stream()
                .map(group ->
                        section(group.getKey(), List.of("Header", "Type", "Meaning"), group.getValue(), Tables::header))
                .collect(Collectors.joining("\n\n"));
    }

    String mostUsedOptions() {
        return table(
                List.of("Option", "Default", "What it does"),
                component.endpointOptions().stream()
                        .filter(option -> option.labels().stream().noneMatch(FOR_FEW::contains))
                        .map(option -> List.of(
                                code(option.name()), code(option.defaultValue()), firstSentence(option.description())))
                        .toList());
    }

    private static String optionSections(List<Entry> options) {
        return grouped(options).entrySet().stream()
                .map(group -> section(
                        group.getKey(),
                        List.of("Option", "Type", "Default", "Meaning"),
                        group.getValue(),
                        Tables::option))
                .collect(Collectors.joining("\n\n"));
    }

    private static String section(
            String title, List<String> head, List<Entry> entries, Function<Entry, List<String>> row) {
        return "### " + title + "\n\n" + table(head, entries.stream().map(row).toList());
    }

    private static Map<String, List<Entry>> grouped(List<Entry> entries) {
        return entries.stream().collect(Collectors.groupingBy(Tables::title, LinkedHashMap::new, Collectors.toList()));
    }

    private static String title(Entry entry) {
        return entry.group().substring(0, 1).toUpperCase(Locale.ROOT)
                + entry.group().substring(1);
    }

    private static List<String> header(Entry header) {
        return List.of(code(header.name()), code(header.type()), header.description());
    }

    private static List<String> option(Entry entry) {
        List<String> meaning = new ArrayList<>();
        if (entry.isRequired()) {
            meaning.add("**Required.**");
        }
        meaning.add(entry.description());
        if (!entry.enumValues().isEmpty()) {
            meaning.add(
                    entry.enumValues().stream().map(Tables::code).collect(Collectors.joining(", ", "One of ", ".")));
        }
        if (entry.isSecret()) {
            meaning.add("Secret: never logged.");
        }
        if (entry.isAutowired()) {
            meaning.add("Found in the registry if there is one.");
        }
        return List.of(code(entry.name()), code(entry.type()), code(entry.defaultValue()), String.join(" ", meaning));
    }

    private static String table(List<String> head, List<List<String>> rows) {
        Function<List<String>, String> line =
                cells -> cells.stream().map(Tables::cell).collect(Collectors.joining(" | ", "| ", " |"));
        List<String> lines = new ArrayList<>();
        lines.add(line.apply(head));
        lines.add(line.apply(head.stream().map(column -> "---").toList()));
        rows.stream().map(line).forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String firstSentence(String text) {
        return text.split("(?<=\\.)\\s+(?=[A-Z])", 2)[0];
    }
}
