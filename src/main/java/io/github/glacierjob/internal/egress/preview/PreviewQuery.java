package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.egress.preview.Inventories.Found;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.egress.stock.ArchiveFilter;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Creates a preview. It initiates no job and writes nothing. Thread-safe. */
public final class PreviewQuery {

    private final EgressVault vault;
    private final CamelContext context;

    public PreviewQuery(EgressVault vault, CamelContext context) {
        this.vault = vault;
        this.context = context;
    }

    /** The result of reading an inventory. */
    private record Read(String vaultArn, Instant date, Counted counted) {}

    /**
     * Reads the inventory once, in constant memory.
     *
     * @param bytesPerHour the rate of the downloads; null to use the ledger's rate of the last hour, if there is one
     */
    public Preview read(Double bytesPerHour) {
        Inventories inventories = new Inventories(vault, context);
        Found found = inventories.find();
        Double rate = bytesPerHour == null ? measured() : bytesPerHour;
        return found.missing() == null ? counted(inventories, found, rate) : missing(found, rate);
    }

    private Preview missing(Found found, Double rate) {
        String name = vault.options().getVaultNameOrArn();
        return new Preview(
                name, now(), null, null, found.missing(), Counted.NOTHING, null, null, null, null, rate, tariff(null));
    }

    private Preview counted(Inventories inventories, Found found, Double rate) {
        Tier tier = Tier.list("tier", vault.options().getTier()).get(0);
        // The entries are counted before the region in the inventory is known: if the options have no region, the small
        // archives are not counted.
        Optional<Long> smallBelow = tariff(null).breakEven(tier.toString());
        Read read = read(found, smallBelow.orElse(0L));
        Tariff tariff = tariff(read.vaultArn());
        Map<Tier, Duration> measured =
                inventories.loaded().map(LedgerInventory::measured).orElse(Map.of());
        Plans plans = new Plans(tariff, LimitDays.of(vault.options()), measured, Optional.ofNullable(rate));
        Counted counted = read.counted();
        Plan asked = plans.in(tier, counted);
        return new Preview(
                read.vaultArn() == null ? vault.options().getVaultNameOrArn() : read.vaultArn(),
                now(),
                found.source(),
                read.date(),
                null,
                counted,
                smallBelow
                        .map(below -> small(below, tariff, tier, counted, asked))
                        .orElse(null),
                asked,
                plans.cheapest(asked, counted).orElse(null),
                plans.fastest(asked, counted).orElse(null),
                rate,
                tariff);
    }

    private Instant now() {
        return vault.options().getClock().instant();
    }

    /** The prices in the region of the endpoint, or else in the region of the ARN. */
    private Tariff tariff(String arn) {
        return new Tariff(
                vault.prices(),
                vault.region()
                        .or(() -> VaultAddress.ofArn(arn).flatMap(VaultAddress::region))
                        .orElse(null));
    }

    private Read read(Found found, long smallBelow) {
        ArchiveFilter filter = ArchiveFilter.of(vault.options().getFilter(), context);
        Counted counted = Counted.NOTHING;
        try (StockEntry.Source entries = found.open().get()) {
            for (Optional<StockEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                counted = counted.plus(counted(filter, entry.get(), smallBelow));
            }
            entries.vaultArn().ifPresent(arn -> refuseForeign(found, arn));
            return new Read(entries.vaultArn().orElse(null), entries.date(), counted);
        }
    }

    private Counted counted(ArchiveFilter filter, StockEntry entry, long smallBelow) {
        if (entry.problem() != null) {
            return Counted.BAD;
        }
        return filter.refusal(entry) != null
                ? Counted.REFUSED
                : Counted.of(entry.size(), vault.options().getChunkSize(), smallBelow);
    }

    private void refuseForeign(Found found, String arn) {
        if (!new VaultArn(vault).fits(arn)) {
            throw new IllegalStateException("inventory " + found.source() + ": expected the inventory of vault "
                    + vault.options().getVaultNameOrArn()
                    + vault.region().map(name -> " in region " + name).orElse("")
                    + ", got that of " + Rejection.printable(arn));
        }
    }

    private Double measured() {
        if (!vault.hasLedger()) {
            return null;
        }
        double rate = new StatusQuery(vault).bytesPerHour();
        return rate > 0 ? rate : null;
    }

    private static Preview.Small small(long below, Tariff tariff, Tier tier, Counted counted, Plan asked) {
        Cost cost = tariff.of(tier.toString(), counted.small(), 0);
        double all = asked.cost().ofOrders().orElseThrow().doubleValue();
        return new Preview.Small(below, cost, all == 0 ? 0 : cost.known().doubleValue() / all);
    }
}
