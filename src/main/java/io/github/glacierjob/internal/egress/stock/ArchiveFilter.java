package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.internal.egress.ledger.NextListing;
import io.github.glacierjob.internal.message.UserFilter;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/**
 * Decides which archives the user wants.
 *
 * @param text    the filter as the rows show it; null if all archives are wanted
 * @param accepts whether an archive is wanted
 */
public record ArchiveFilter(String text, Predicate<InventoryArchive> accepts) {

    private static final int SHOWN = 880;
    private static final String PREDICATE = "a predicate of the registry";

    /** Stands in the vault's row for the filter while a filter is applied to the rows. No filter has this text. */
    static final String UNFINISHED = NextListing.UNFINISHED_FILTER;

    /** The beginning of the cause of each row that a filter refused. */
    static final String CAUSE = "filter: ";

    /**
     * The filter of an endpoint's option.
     *
     * @throws IllegalArgumentException if the option is neither a Simple expression nor a predicate
     */
    public static ArchiveFilter of(Object option, CamelContext context) {
        Predicate<InventoryArchive> accepts = UserFilter.of("filter", option, "${body.size} > 1000", context);
        if (option == null || option.equals("")) {
            return new ArchiveFilter(null, accepts);
        }
        return new ArchiveFilter(option instanceof String text ? shown(text) : PREDICATE, accepts);
    }

    private static String shown(String text) {
        String safe = Rejection.printable(text);
        return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "... (SHA-256 " + sha256(text) + ")" : safe;
    }

    /** Distinguishes long filters that differ only at their ends. */
    private static String sha256(String text) {
        return DigestRun.of(Set.of(DigestAlgorithm.SHA_256), text.getBytes(StandardCharsets.UTF_8))
                .hex(DigestAlgorithm.SHA_256)
                .orElseThrow();
    }

    /**
     * Whether this filter makes the same decisions as the filter with the given text. Always false for a predicate,
     * because its decisions are not known.
     */
    boolean isThatOf(String judge) {
        return Objects.equals(text, judge) && !PREDICATE.equals(text);
    }

    /**
     * The cause why an entry is not wanted; null if it is wanted. An entry without a complete archive cannot be
     * filtered, and is wanted.
     */
    public String refusal(StockEntry entry) {
        try {
            return entry.archive() == null || accepts.test(entry.archive()) ? null : CAUSE + text;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "filter: '" + text + "' expected true or false for archive " + entry.archiveId() + ", got " + e, e);
        }
    }
}
