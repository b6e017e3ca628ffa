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
 * A code block of a page.
 *
 * @param page the page
 * @param line the number of its first line
 * @param mark the text of the HTML comment before it; empty without a comment
 * @param language the language of the block
 * @param text its content
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

    /** Whether the block is a route; then this is the name for the test that runs it. */
    boolean isRoute() {
        return mark.startsWith("run: ");
    }

    String scenario() {
        return mark.substring("run: ".length());
    }

    /** A name for a file with the block: a Java file has the name of its class. */
    String fileName() {
        Matcher type = Pattern.compile("public class (\\w+)").matcher(text);
        return (type.find() ? type.group(1) : scenario()) + "." + language;
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + mark + " (" + language + ")";
    }
}
