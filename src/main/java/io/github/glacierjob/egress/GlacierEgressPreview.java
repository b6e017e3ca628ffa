package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.preview.Preview;
import io.github.glacierjob.internal.egress.preview.PreviewText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The cost and the time of a whole vault, calculated from its inventory alone: the body of {@code operation=preview}.
 * Camel converts it to a map, and to JSON text, bytes and streams; {@link #toString()} is for people. Immutable and
 * thread-safe.
 */
public final class GlacierEgressPreview {

    private static final long DAY_SECONDS = 86_400;

    private final Preview preview;

    GlacierEgressPreview(Preview preview) {
        this.preview = preview;
    }

    /**
     * The vault.
     *
     * @return its ARN if the inventory or the ledger has it, otherwise the name in the endpoint's URI
     */
    public String getVault() {
        return preview.vault();
    }

    /**
     * The reason why there is no inventory to count.
     *
     * @return why there is no preview, and what to do; empty if there is a preview
     */
    public Optional<String> getMissing() {
        return Optional.ofNullable(preview.missing());
    }

    /**
     * The date of the inventory.
     *
     * @return the date; empty if it is not known
     */
    public Optional<Instant> getInventoryDate() {
        return Optional.ofNullable(preview.date());
    }

    /**
     * The number of wanted archives: archives that pass the filter and have a usable id.
     *
     * @return the number
     */
    public long getArchives() {
        return preview.counted().wanted().archives();
    }

    /**
     * The bytes of the wanted archives, without archives of unknown size.
     *
     * @return bytes
     */
    public long getBytes() {
        return preview.counted().wanted().bytes();
    }

    /**
     * The currency of all costs.
     *
     * @return three capital letters
     */
    public String getCurrency() {
        return preview.tariff().prices().currency();
    }

    /**
     * The cost of all retrievals by bytes, in the tier of the option.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getRetrievalCost() {
        return asked().flatMap(plan -> plan.cost().retrieval());
    }

    /**
     * The cost of the requests for all retrievals, in the tier of the option.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getRequestsCost() {
        return asked().flatMap(plan -> plan.cost().requests());
    }

    /**
     * The cost of the downloads if the data leaves the region.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getTransferOutCost() {
        return asked().flatMap(plan -> plan.cost().transferOut());
    }

    /**
     * The total of all costs.
     *
     * @return exact money; empty if a part of it is not known
     */
    public Optional<BigDecimal> getTotalCost() {
        return asked().flatMap(plan -> plan.cost().total());
    }

    /**
     * The shortest time in the tier of the option, by the limits of the options and the rate of the downloads.
     *
     * @return the time; empty if it is not known
     */
    public Optional<Duration> getTime() {
        return asked().flatMap(io.github.glacierjob.internal.egress.preview.Plan::days)
                .map(days -> Duration.ofSeconds(Math.round(days * DAY_SECONDS)));
    }

    private Optional<io.github.glacierjob.internal.egress.preview.Plan> asked() {
        return Optional.ofNullable(preview.asked());
    }

    /**
     * Returns the members as in JSON: text, numbers, maps and lists; always the same names in the same order. Money is
     * rounded to cents.
     *
     * @return a new map
     */
    public Map<String, Object> toMap() {
        return preview.toMap();
    }

    /**
     * Returns the plans side by side, for people. Money is rounded to cents.
     *
     * @return lines of text without remote characters outside 0x20-0x7E
     */
    @Override
    public String toString() {
        return PreviewText.of(preview);
    }
}
