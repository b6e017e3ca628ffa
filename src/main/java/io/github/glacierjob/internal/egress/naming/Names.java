package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import io.github.glacierjob.naming.NamePolicy;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * The names of a vault's archives. A new row gets the name that its archive asks for; at the end of the load the names of the
 * new rows are settled, and never change again. Thread-safe.
 */
public final class Names {

    /** Years that all databases have. */
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
     * Reads the names of the user, if there are any, to their end.
     *
     * @throws IllegalArgumentException that names the resource, the line and the rule if one is wrong
     */
    public void check() {
        file.ifPresent(names -> names.read(line -> {}));
    }

    /** The name that an archive asks for: the decoded one if it is safe, else the id. */
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

    private static Instant storable(Instant moment) {
        return moment == null || moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
    }

    /** Gives the new rows of a load that has written all of them the names of the user, and then each its own name. */
    public void settle(NewRows rows) {
        file.ifPresent(names -> new UserNames(names, policy, rows).give());
        new NameClashes(policy, rows).end();
    }
}
