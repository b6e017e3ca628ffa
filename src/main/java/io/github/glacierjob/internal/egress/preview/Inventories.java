package io.github.glacierjob.internal.egress.preview;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.egress.stock.InventoryDocument;
import io.github.glacierjob.internal.egress.stock.InventoryPass;
import io.github.glacierjob.internal.egress.stock.ListedInventories;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Finds the inventory that the consumer would use, without initiating a job: the resource, the ledger's inventory, or
 * the newest one that a job has returned. Thread-safe.
 */
final class Inventories {

    private static final String NEWEST = "newest";

    private final EgressVault vault;
    private final CamelContext context;

    Inventories(EgressVault vault, CamelContext context) {
        this.vault = vault;
        this.context = context;
    }

    /**
     * An inventory, or the reason why it is missing.
     *
     * @param source  the origin of the inventory; null without an inventory
     * @param open    opens the inventory; null without an inventory
     * @param missing why there is no inventory; null if there is one
     */
    record Found(String source, Supplier<StockEntry.Source> open, String missing) {}

    Found find() {
        GlacierEgressOptions options = vault.options();
        if (!NEWEST.equals(options.getInventory())) {
            String name = options.getInventory();
            return document(URISupport.sanitizeUri(name), InventoryDocument.of(context, name));
        }
        Instant oldest = options.getClock().instant().minusMillis(options.getInventoryMaxAge());
        Optional<LedgerInventory> loaded =
                loaded().filter(known -> known.loaded().isLoaded());
        return loaded.filter(known -> known.loaded().isYoung(oldest))
                .map(this::ofLedger)
                .orElseGet(() -> listed(loaded));
    }

    /**
     * The inventory that the ledger has for the vault; empty if there is no ledger, or if it does not have the vault.
     */
    Optional<LedgerInventory> loaded() {
        return vault.hasLedger()
                ? new VaultArn(vault)
                        .known()
                        .flatMap(arn -> LedgerInventory.of(vault.ledger().sql(), arn))
                : Optional.empty();
    }

    private Found ofLedger(LedgerInventory inventory) {
        return new Found("the ledger", () -> new LedgerEntries(vault.ledger().sql(), inventory), null);
    }

    private Found document(String source, InventoryDocument document) {
        return new Found(
                source, () -> new InventoryPass(document, vault.options().getOnBadArchive()), null);
    }

    private Found listed(Optional<LedgerInventory> old) {
        OpenVault<GlacierEgressOptions> service = vault.vault();
        VaultAddress address = vault.options().vault();
        ListedInventories listed = ListedInventories.of(service.jobs(), address, service.clock(), job -> true);
        if (listed.succeeded().isPresent()) {
            CompletedJob job = listed.succeeded().get();
            return document("job " + job.id(), InventoryDocument.of(service, address, job));
        }
        return old.map(this::ofLedger).orElseGet(() -> new Found(null, null, missing(listed)));
    }

    private static String missing(ListedInventories listed) {
        Optional<GlacierJobDescription> begun = listed.begun();
        return begun.map(job -> "inventory job " + printable(job.jobId()) + " is in progress since "
                        + printable(String.valueOf(job.creationDate())) + "; repeat the preview when it has completed")
                .orElse(
                        "there is no inventory. An inventory job takes about four hours, and AWS bills it as a request. The"
                                + " preview does not initiate one: initiate it with another tool, start the route, or"
                                + " set inventory to a resource");
    }
}
