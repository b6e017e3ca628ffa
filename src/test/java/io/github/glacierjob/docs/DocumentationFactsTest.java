package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.egress.GlacierEgressComponent;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the documentation except its routes: commands, coordinates, settings, permissions and links. */
class DocumentationFactsTest {
    private static final String GETTING_STARTED = "src/main/docs/getting-started.md";
    private static final String EGRESS = "src/main/docs/egress.md";

    /** Code blocks that are only read and not run. */
    private static final Set<String> ONLY_READ = Set.of("text", "mermaid");

    static List<String> pages() throws Exception {
        try (Stream<Path> docs = Files.walk(Path.of("src/main/docs"));
                Stream<Path> catalog = Files.list(Path.of("catalog"));
                Stream<Path> examples = Files.walk(Path.of("examples"), 2)) {
            return Stream.of(Stream.of(Path.of("README.md")), docs, catalog, examples)
                    .flatMap(files -> files)
                    .map(Path::toString)
                    .filter(page -> page.endsWith(".md"))
                    .toList();
        }
    }

    private static List<Snippet> marked(String mark) {
        return marked("README.md", mark);
    }

    private static List<Snippet> marked(String page, String mark) {
        return Snippet.of(page).stream()
                .filter(snippet -> snippet.mark().equals(mark))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCodeBlockIsRunOrChecked(String page) {
        assertThat(Snippet.of(page))
                .filteredOn(snippet -> !ONLY_READ.contains(snippet.language()))
                .allSatisfy(snippet -> assertThat(snippet.mark())
                        .as(snippet.toString())
                        .matches("run: \\w+|from: \\S+|karaf: \\S+|shell|pom|properties|beans|policy|ledger"));
    }

    @Test
    void everyCommandExists() throws Exception {
        Set<String> profiles = all(Files.readString(Path.of("pom.xml")), "<profile>(?s:.)*?<id>([\\w-]+)</id>");
        assertThat(marked("shell")).isNotEmpty().allSatisfy(block -> {
            assertThat(block.text().lines()).allMatch(line -> line.matches("mvn( -\\w+)* ?(verify)?( +#.*)?"));
            assertThat(profiles).containsAll(all(block.text(), "-P(\\w+)"));
        });
    }

    /** The build runs the example; the part that a page shows must be in it word for word. */
    @ParameterizedTest
    @MethodSource("pages")
    void aQuotedPartOfAnExampleIsInTheExample(String page) {
        assertThat(Snippet.of(page))
                .filteredOn(snippet -> snippet.mark().startsWith("from: "))
                .allSatisfy(snippet -> assertThat(Path.of(snippet.mark().substring("from: ".length())))
                        .content()
                        .contains(snippet.text()));
    }

    /** The example for Karaf has no test of its own, because KarafIT runs it. */
    @Test
    void theBuildRunsEachExampleAsItsReadmeSays() throws Exception {
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            for (Path example : examples.filter(path -> Files.exists(path.resolve("src/test")))
                    .toList()) {
                assertThat(marked(example.resolve("README.md").toString(), "shell"))
                        .as(example.toString())
                        .singleElement()
                        .satisfies(block -> assertThat(block.text()).contains("mvn verify "));
            }
        }
    }

    /** If the file has more keys than its cache, Camel reads the whole file for each listed job. */
    @Test
    void aFileOfConsumedJobsSetsItsCacheSize() throws Exception {
        Pattern sizeless = Pattern.compile("fileIdempotentRepository\\(\\s*new File\\([^)]*\\)\\s*\\)");
        for (String page : pages()) {
            assertThat(Files.readString(Path.of(page))).as(page).doesNotContainPattern(sizeless);
        }
    }

    @Test
    void theCoordinatesAreThoseOfTheProject() throws Exception {
        Pattern coordinates =
                Pattern.compile("<groupId>.*?</groupId>\\s*<artifactId>.*?</artifactId>[^/]*?<version>.*?</version>");
        String project = first(Files.readString(Path.of("pom.xml")), coordinates);
        assertThat(marked("pom")).singleElement().satisfies(block -> assertThat(first(block.text(), coordinates))
                .isEqualTo(project));
    }

    private static String first(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text.replaceAll("<!--(?s:.)*?-->", ""));
        assertThat(matcher.find()).isTrue();
        return matcher.group().replaceAll("\\s", "");
    }

    @Test
    void thePropertiesAreThoseOfTheComponent() throws Exception {
        try (var context = new DefaultCamelContext()) {
            configure(context, Scheme.JOB, "README.md");
            configure(context, Scheme.EGRESS, EGRESS);
            var jobs = context.getComponent("glacier-job", GlacierJobComponent.class)
                    .getConfiguration();
            assertThat(jobs.getRegion()).isEqualTo("eu-west-1");
            assertThat(jobs.isUseDefaultCredentialsProvider()).isTrue();
            var vaults = context.getComponent("glacier-egress", GlacierEgressComponent.class)
                    .getConfiguration();
            assertThat(vaults.getRegion()).isEqualTo("eu-west-1");
            assertThat(vaults.isUseDefaultCredentialsProvider()).isTrue();
        }
    }

    private static void configure(CamelContext context, Scheme scheme, String page) throws Exception {
        Component component = context.getComponent(scheme.id());
        String prefix = "camel.component." + scheme.id() + ".";
        assertThat(marked(page, "properties")).isNotEmpty();
        for (Snippet block : marked(page, "properties")) {
            var properties = new Properties();
            properties.load(new StringReader(block.text()));
            for (String name : properties.stringPropertyNames()) {
                assertThat(name).startsWith(prefix);
                assertThat(component
                                .getComponentPropertyConfigurer()
                                .configure(
                                        context,
                                        component,
                                        name.substring(prefix.length()),
                                        properties.getProperty(name),
                                        true))
                        .as(name)
                        .isTrue();
            }
        }
    }

    @Test
    void theBeansOfAWholeVaultAreDataSources() {
        List<Snippet> beans = marked(EGRESS, "beans");
        assertThat(beans).isNotEmpty().allSatisfy(block -> {
            Main main = new Main();
            Properties properties = new Properties();
            properties.load(new StringReader(block.text()));
            main.setInitialProperties(properties);
            try {
                main.start();
                assertThat(main.getCamelContext()
                                .getComponent("glacier-egress", GlacierEgressComponent.class)
                                .getConfiguration()
                                .getDataSource())
                        .isInstanceOf(JdbcDataSource.class);
            } finally {
                main.stop();
            }
        });
    }

    @Test
    void thePolicyAllowsExactlyTheActionsOfTheTable() throws Exception {
        Set<String> needed = all(Files.readString(Path.of(GETTING_STARTED)), "\\| .*?`(glacier:\\w+)`");
        needed.addAll(all(Files.readString(Path.of(GETTING_STARTED)), ", `(glacier:\\w+)` \\|"));
        assertThat(marked(GETTING_STARTED, "policy")).singleElement().satisfies(block -> {
            JsonNode statement =
                    new ObjectMapper().readTree(block.text()).path("Statement").path(0);
            Set<String> allowed = new TreeSet<>();
            statement.path("Action").forEach(action -> allowed.add(action.asText()));
            assertThat(allowed).isEqualTo(needed);
        });
    }

    /** Each row of the table must name a test. */
    @Test
    void everyRowOfTheFaultTableNamesAnExistingTest() throws Exception {
        String page = Files.readString(Path.of(EGRESS));
        String table =
                page.substring(page.indexOf("<!-- row faults: start -->"), page.indexOf("<!-- row faults: end -->"));
        Map<String, String> sources = testSources();
        List<String> rows =
                table.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            Matcher test = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|$").matcher(row);
            assertThat(test.find()).as(row).isTrue();
            assertThat(sources.getOrDefault(test.group(1), ""))
                    .as(test.group(1))
                    .contains("void " + test.group(2) + "(");
        });
    }

    private static Map<String, String> testSources() throws Exception {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*(Test|IT)\\.java"))
                    .toList()) {
                // Two packages may have tests with the same name.
                sources.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        return sources;
    }

    @Test
    void theOptionsOfTheComparisonTableExist() throws Exception {
        String page = Files.readString(Path.of("src/main/docs/options.md"));
        String table = page.substring(page.indexOf("<!-- alike: start -->"), page.indexOf("<!-- alike: end -->"));
        assertThat(all(table, "(?m)^\\| `(\\w+)`"))
                .contains("limit", "inventoryLimit")
                .isSubsetOf(ComponentJson.read().endpointOptions().stream()
                        .map(ComponentJson.Entry::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkHasATarget(String page) throws Exception {
        Path path = Path.of(page);
        String text = Files.readString(path);
        for (String link : all(text, "\\]\\(([^)]+)\\)")) {
            if (!link.startsWith("http")) {
                String file = link.replaceAll("#.*", "");
                Path target = file.isEmpty() ? path : path.resolveSibling(file).normalize();
                assertThat(target).exists();
                String anchor = link.contains("#") ? link.replaceAll(".*#", "") : "";
                assertThat(anchors(target)).as(link).containsAll(anchor.isEmpty() ? Set.of() : Set.of(anchor));
            }
        }
    }

    private static Set<String> anchors(Path page) throws Exception {
        if (Files.isDirectory(page) || !page.toString().endsWith(".md")) {
            return Set.of();
        }
        return all(Files.readString(page), "(?m)^#+ (.*)$").stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> all(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void theExampleOfCamelRunIsExactlyTheOneOfTheReadme() throws Exception {
        Path example = Path.of("examples/camel-run");
        assertThat(marked("run: consume"))
                .filteredOn(snippet -> snippet.language().equals("yaml"))
                .singleElement()
                .extracting(Snippet::text)
                .isEqualTo(Files.readString(example.resolve("retrieve.camel.yaml")));
        assertThat(marked("properties").stream().map(Snippet::text).collect(Collectors.joining()))
                .isEqualTo(Files.readString(example.resolve("application.properties")));
    }
}
