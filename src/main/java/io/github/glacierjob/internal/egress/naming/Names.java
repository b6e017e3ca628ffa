package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import io.github.glacierjob.naming.NamePolicy;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Gives names to the archives of a vault. A new row gets the first candidate for its archive. At the end of the load,
 * clashes between new rows are resolved, and the names are final. Thread-safe.
 */
public final class Names {

    /** The first year that all databases can store. */
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private final ArchiveNaming naming;
    private final NamePolicy policy;
    private final Optional<NamesFile> file;

    public Names(CamelContext context, GlacierEgressOptions options) {
        this.naming = ContextNaming.of(context);
        this.policy = options.getNamePolicy();
        this.file = Optional.ofNullable(options.getNames())
                .filter(resource -> !resource.isEmpty())
                .map(resource -> new NamesFile(context, resource));
    }

    /**
     * Reads the whole file of the user's names, if there is one.
     *
     * @throws IllegalArgumentException that names the resource, the line and the rule if a line is wrong
     */
    public void check() {
        file.ifPresent(names -> names.read(line -> {}));
    }

    /** The first name for an archive: the decoded name if it is safe, otherwise the id. */
    public GivenName of(String archiveId, String description) {
        ArchiveName said = naming.nameOf(archiveId, description);
        if (said == null) {
            return new GivenName(archiveId, null, null, null);
        }
        return new GivenName(
                policy.path(said.name()).orElse(archiveId),
                storable(said.modified()),
                said.compressed(),
                said.encrypted());
    }

    /** The moment; null if some database cannot store it. */
    public static Instant storable(Instant moment) {
        return moment == null || moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
    }

    /**
     * Makes the names of new rows final, after a load has written all of them: applies the names of the user, and then
     * resolves clashes.
     *
     * @param any whether there may be new rows
     */
    public void settle(NewRows rows, boolean any) {
        file.ifPresent(names -> new UserNames(names, policy, rows).give());
        if (any) {
            new NameClashes(policy, rows).end();
        }
    }
}
