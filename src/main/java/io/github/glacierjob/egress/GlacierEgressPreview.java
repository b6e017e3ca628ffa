package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.preview.Preview;
import io.github.glacierjob.internal.egress.preview.PreviewText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a whole vault would cost and how long it would take, from its inventory alone: the body of {@code operation=preview}. Camel
 * converts it to a map, and to JSON text, bytes and streams; {@link #toString()} is for people. Immutable and thread-safe.
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
     * @return its ARN if the inventory or the ledger says it, else as the endpoint names it
     */
    public String getVault() {
        return preview.vault();
    }

    /**
     * Why there is no inventory to count.
     *
     * @return why there is no preview, and what to do; empty if there is one
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
     * How many archives are wanted: those that the filter takes, with a usable id.
     *
     * @return the number
     */
    public long getArchives() {
        return preview.counted().wanted().archives();
    }

    /**
     * How many bytes they have. Archives whose size is not known are left out.
     *
     * @return bytes
     */
    public long getBytes() {
        return preview.counted().wanted().bytes();
    }

    /**
     * The currency of the money.
     *
     * @return three capital letters
     */
    public String getCurrency() {
        return preview.tariff().prices().currency();
    }

    /**
     * What the bytes of all retrievals cost in the tier of the option.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getRetrievalCost() {
        return asked().flatMap(plan -> plan.cost().retrieval());
    }

    /**
     * What the requests for all retrievals cost in the tier of the option.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getRequestsCost() {
        return asked().flatMap(plan -> plan.cost().requests());
    }

    /**
     * What the downloads cost if they leave the region.
     *
     * @return exact money; empty if it is not known
     */
    public Optional<BigDecimal> getTransferOutCost() {
        return asked().flatMap(plan -> plan.cost().transferOut());
    }

    /**
     * All of it.
     *
     * @return exact money; empty if a part of it is not known
     */
    public Optional<BigDecimal> getTotalCost() {
        return asked().flatMap(plan -> plan.cost().total());
    }

    /**
     * How long it takes at least in the tier of the option, by the limits of the options and the rate of the downloads.
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
     * Its members as in JSON: text, numbers, maps and lists; always the same names in the same order. Money is rounded to cents.
     *
     * @return a new map
     */
    public Map<String, Object> toMap() {
        return preview.toMap();
    }

    /**
     * The plans side by side, for people. Money is rounded to cents.
     *
     * @return lines of text without remote characters outside 0x20-0x7E
     */
    @Override
    public String toString() {
        return PreviewText.of(preview);
    }
}
