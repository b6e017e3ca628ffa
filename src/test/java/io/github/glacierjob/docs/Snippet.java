package io.github.glacierjob.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param page where it stands
 * @param line of its first line in the page
 * @param mark what the HTML comment before it says; empty if there is none
 * @param language what the fence says
 * @param text what is in it
 */
record Snippet(Path page, int line, String mark, String language, String text) {
    private static final Pattern FENCE =
            Pattern.compile("(?m)(?:^<!-- ([^\\n]*) -->\\n)?^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL);

    static List<Snippet> of(String page) {
        List<Snippet> snippets = new ArrayList<>();
        Path path = Path.of(page);
        try {
            String text = Files.readString(path);
            Matcher fence = FENCE.matcher(text);
            while (fence.find()) {
                int line = (int) text.substring(0, fence.start(3)).lines().count() + 1;
                String mark = fence.group(1) == null ? "" : fence.group(1);
                snippets.add(new Snippet(path, line, mark, fence.group(2), fence.group(3)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return snippets;
    }

    /** Whether it is a route, and what the test that runs it is called. */
    boolean isRoute() {
        return mark.startsWith("run: ");
    }

    String scenario() {
        return mark.substring("run: ".length());
    }

    /** The name of a file that could hold it: a Java file is named after its class. */
    String fileName() {
        Matcher type = Pattern.compile("public class (\\w+)").matcher(text);
        return (type.find() ? type.group(1) : scenario()) + "." + language;
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + mark + " (" + language + ")";
    }
}
