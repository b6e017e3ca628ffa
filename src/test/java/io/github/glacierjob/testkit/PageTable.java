package io.github.glacierjob.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A table in src/main/docs/, between the comments with its name; tests compare it with the code. */
public final class PageTable {

    private final List<List<String>> lines;

    private PageTable(List<List<String>> lines) {
        this.lines = lines;
    }

    public static PageTable read(String page, String name) throws IOException {
        String text = Files.readString(Path.of("src/main/docs", page));
        String start = "<!-- " + name + ": start -->";
        String table = text.substring(text.indexOf(start) + start.length(), text.indexOf("<!-- " + name + ": end -->"));
        return new PageTable(table.strip().lines().map(PageTable::cells).toList());
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
    }

    public List<String> head() {
        return lines.get(0);
    }

    public List<List<String>> rows() {
        return lines.subList(2, lines.size());
    }
}
