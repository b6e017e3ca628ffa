package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.NamePolicy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the names of a vault must be, in the memory: first each new path goes around the files of earlier loads, then the
 * archives, the oldest one first, take the first name that is neither a directory nor taken.
 */
final class NameModel {

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Set<String> directories = new HashSet<>();

    record Archive(String id, int created, String path) {}

    Map<String, String> names() {
        return names;
    }

    void load(List<Archive> archives) {
        Map<String, String> paths = new HashMap<>();
        for (Archive archive : archives) {
            String path = around(archive.path());
            paths.put(archive.id(), path);
            String folded = NameKey.folded(path);
            for (int end = folded.indexOf('/'); end > 0; end = folded.indexOf('/', end + 1)) {
                directories.add(folded.substring(0, end));
            }
        }
        archives.stream()
                .sorted(Comparator.comparing(Archive::created).thenComparing(Archive::id))
                .forEach(archive -> take(archive.id(), paths.get(archive.id())));
    }

    private String around(String path) {
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            String file = files.get(NameKey.folded(path.substring(0, end)));
            if (file != null) {
                String tag = NameKey.tag(file).substring(0, 8);
                return around(path.substring(0, end) + "~" + tag + path.substring(end));
            }
        }
        return path;
    }

    private void take(String id, String first) {
        String name = first;
        while (files.containsKey(NameKey.folded(name)) || directories.contains(NameKey.folded(name))) {
            name = Candidate.after(name, id, NamePolicy.files);
        }
        files.put(NameKey.folded(name), id);
        names.put(id, name);
    }
}
