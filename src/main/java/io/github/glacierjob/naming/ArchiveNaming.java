package io.github.glacierjob.naming;

/**
 * Finds the names of archives: decodes the descriptions of a tool, or looks the names up. Thread-safe.
 *
 * <p>Your own implementation is a bean of the registry, or a class that {@code META-INF/services} names. All
 * implementations are called in this order, and the first answer counts: the beans, by the names of the beans; the
 * classes of {@code META-INF/services}, by the names of the classes; then {@link KnownNamings}. An implementation that
 * returns null or throws has no answer. The same archive must always get the same answer, on every node.
 * {@link NamePolicy} decides whether an answer is used.
 */
@FunctionalInterface
public interface ArchiveNaming {

    /**
     * The name of an archive.
     *
     * @param archiveId   the archive's id
     * @param description the uploader's description; empty if there is no description, never null
     * @return the name; null if this implementation does not know it
     */
    ArchiveName nameOf(String archiveId, String description);
}
