package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calculates the amount that an order counts for in the limits. Immutable.
 *
 * @param tiers the tiers that may be used: before the answer, the price of the most expensive tier counts
 */
public record Charges(Limits limits, Tariff tariff, List<Tier> tiers) {

    /** Decimal places of an amount of money; it is rounded up. */
    private static final int DIGITS = 12;

    /**
     * The charges of an open vault.
     *
     * @throws IllegalArgumentException if a limit in money is set and a tier has no price
     */
    public static Charges of(EgressVault vault) {
        Limits limits = Limits.of(vault.options());
        List<Tier> tiers = tiers(vault.options());
        String region = vault.region().orElse(null);
        List<String> names = tiers.stream().map(Tier::toString).toList();
        limits.inMoney().forEach(option -> vault.prices().requireRetrieval(option, region, names));
        return new Charges(limits, new Tariff(vault.prices(), region), tiers);
    }

    /** The tiers to try one after the other; at least one. */
    public static List<Tier> tiers(GlacierEgressOptions options) {
        List<Tier> tiers = Stream.concat(
                        Tier.list("tier", options.getTier()).stream(),
                        Tier.list("tierFallback", options.getTierFallback()).stream())
                .distinct()
                .toList();
        return tiers.isEmpty() ? List.of(Tier.BULK) : tiers;
    }

    /** Why an archive of this size is never ordered; empty if it may be ordered, or if its size is not known. */
    public Optional<String> refusal(Long size) {
        return limits.refusal(size)
                // A load calls this for each entry, so prices are looked up only if a limit is set.
                .or(() -> size == null || !limits.isAny()
                        ? Optional.empty()
                        : limits.refusal(intended(size, false).cost()));
    }

    /** The amount before the answer to the order. */
    public Amount intended(Long size, boolean extension) {
        return tiers.stream()
                .map(tier -> of(tier, size, extension))
                .max(Comparator.comparing(Amount::cost))
                .orElseGet(() -> of(null, size, extension));
    }

    /**
     * The amount after the answer to the order.
     *
     * @param size null if it is not known
     * @param tier null if it is not known
     */
    public Amount of(Tier tier, Long size, boolean extension) {
        long bytes = Objects.requireNonNullElseGet(size, limits::bytesOfUnknownSize);
        Optional<BigDecimal> price =
                tier == null ? Optional.empty() : tariff.retrieval(tier.toString(), size == null ? 0 : size, extension);
        BigDecimal known = price.orElse(BigDecimal.ZERO).setScale(DIGITS, RoundingMode.CEILING);
        return Amount.ofOne(bytes, size == null ? known.max(limits.costOfUnknownSize()) : known);
    }
}
