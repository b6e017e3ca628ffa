package io.github.glacierjob.naming;

/**
 * Knows the names of archives: it decodes the descriptions of a tool, or looks the names up. Thread-safe.
 *
 * <p>A namer of yours is a bean of the registry, or a class that {@code META-INF/services} names. All are asked in this order,
 * and the first answer counts: the beans, by the names of the beans; the classes of {@code META-INF/services}, by the names of
 * the classes; then {@link KnownNamings}. One that returns null or throws has no answer. The same archive must always get the
 * same answer, on every node. Whatever the answer is, {@link NamePolicy} decides whether it is used.
 */
@FunctionalInterface
public interface ArchiveNaming {

    /**
     * The name of an archive.
     *
     * @param archiveId   the archive's id
     * @param description what the uploader wrote; empty if there is none, never null
     * @return the name; null if this namer does not know it
     */
    ArchiveName nameOf(String archiveId, String description);
}
