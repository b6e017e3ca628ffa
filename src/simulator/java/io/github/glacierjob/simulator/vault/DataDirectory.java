package io.github.glacierjob.simulator.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.FileBytes;
import io.github.glacierjob.simulator.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stores vaults as sub-directories and archives as files of a directory.
 *
 * <p>For a file of the user, the id is made from its name, the description is its name, and the creation date is its time
 * of change. An upload becomes a file with its id as name; its other data are in an index beside it. Files of the user
 * are never deleted; DeleteArchive only hides them. Jobs are not stored; files that are added later are found at the next
 * start. A directory whose name begins with a dot is a vault only if it has an index, which CreateVault writes.
 */
public final class DataDirectory implements ArchiveStore {
    private static final String INDEX = ".glacier-simulator.json";
    private static final String DELETED = "VaultDeleted";
    private static final String UPLOADS = "Uploads";
    private static final String HIDDEN = "HiddenFiles";

    private final Path root;

    /** Creates the store; the directory need not exist. */
    public DataDirectory(Path root) {
        this.root = root;
    }

    /** Work on files; a failure ends the simulator's start or the request. */
    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T on(FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, List<Archive>> load() {
        on(() -> Files.createDirectories(root));
        Map<String, List<Archive>> vaults = new LinkedHashMap<>();
        for (Path directory : children(root)) {
            String name = directory.getFileName().toString();
            if (Files.isDirectory(directory)
                    && (!isHidden(name) || hasIndex(name))
                    && !index(name).path(DELETED).asBoolean()) {
                vaults.put(name, archives(name));
            }
        }
        return vaults;
    }

    private List<Archive> archives(String vault) {
        ObjectNode index = index(vault);
        Set<String> hidden = new HashSet<>();
        index.path(HIDDEN).forEach(file -> hidden.add(file.asText()));
        List<Archive> archives = new ArrayList<>();
        for (Path file : children(root.resolve(vault))) {
            String name = file.getFileName().toString();
            boolean archive = Files.isRegularFile(file) && !isHidden(name) && !hidden.contains(name);
            if (archive && on(() -> Files.size(file)) > 0) {
                archives.add(archive(vault, file, index.path(UPLOADS).get(name)));
            }
        }
        return archives;
    }

    private static Archive archive(String vault, Path file, JsonNode upload) {
        String name = file.getFileName().toString();
        if (upload != null) {
            Instant created = Instant.parse(upload.path("CreationDate").asText());
            return new Archive(name, upload.path("ArchiveDescription").textValue(), created, new FileBytes(file));
        }
        boolean printable = name.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
        Instant changed = on(() -> Files.getLastModifiedTime(file)).toInstant();
        return new Archive(Ids.archiveFor(vault + "/" + name), printable ? name : null, changed, new FileBytes(file));
    }

    private static List<Path> children(Path directory) {
        return on(() -> {
            try (Stream<Path> children = Files.list(directory)) {
                return children.sorted().toList();
            }
        });
    }

    @Override
    public void vaultCreated(String vault) {
        on(() -> Files.createDirectories(root.resolve(vault)));
        ObjectNode index = index(vault);
        boolean deleted = index.remove(DELETED) != null;
        if (deleted || isHidden(vault) && !hasIndex(vault)) {
            write(vault, index);
        }
    }

    /**
     * Whether a name is hidden in listings, such as {@code .git}; such a file or directory is not an archive or vault.
     */
    private static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    @Override
    public void vaultDeleted(String vault) {
        write(vault, index(vault).put(DELETED, true));
    }

    @Override
    public Archive keep(String vault, Archive archive) {
        Path file = root.resolve(vault).resolve(archive.id());
        Path part = root.resolve(vault).resolve("." + archive.id());
        on(() -> {
            try (OutputStream out = Files.newOutputStream(part)) {
                archive.content().writeTo(out, 0, archive.content().size());
            }
            ObjectNode index = index(vault);
            index.withObjectProperty(UPLOADS)
                    .putObject(archive.id())
                    .put("ArchiveDescription", archive.description())
                    .put("CreationDate", archive.created().toString());
            write(vault, index);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        });
        return new Archive(archive.id(), archive.description(), archive.created(), new FileBytes(file));
    }

    @Override
    public void remove(String vault, Archive archive) {
        ObjectNode index = index(vault);
        if (index.path(UPLOADS).has(archive.id())) {
            index.withObjectProperty(UPLOADS).remove(archive.id());
            on(() -> Files.deleteIfExists(root.resolve(vault).resolve(archive.id())));
        } else if (archive.content() instanceof FileBytes content) {
            index.withArrayProperty(HIDDEN).add(content.file().getFileName().toString());
        }
        write(vault, index);
    }

    private boolean hasIndex(String vault) {
        return Files.exists(root.resolve(vault).resolve(INDEX));
    }

    private ObjectNode index(String vault) {
        Path file = root.resolve(vault).resolve(INDEX);
        return on(() -> hasIndex(vault) && Json.parse(Files.readAllBytes(file)) instanceof ObjectNode known
                ? known
                : Json.object());
    }

    private void write(String vault, ObjectNode index) {
        Path directory = root.resolve(vault);
        on(() -> {
            Path part = Files.write(directory.resolve(INDEX + ".part"), Json.bytes(index));
            return Files.move(
                    part,
                    directory.resolve(INDEX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        });
    }
}
