package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.prices.PriceList;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/**
 * Holds the objects that an endpoint's consumer and producers share while it runs: the vault, the ledger, and the name
 * of this node. Thread-safe.
 */
public final class EgressVault extends EndpointVault<GlacierEgressOptions> {

    private final CamelContext context;
    private final String node = UUID.randomUUID().toString();
    private volatile EgressLedger ledger;
    private volatile PriceList prices;
    private volatile String arn;

    public EgressVault(Endpoint endpoint, GlacierEgressOptions options) {
        super(endpoint, options);
        this.context = endpoint.getCamelContext();
    }

    /** Opens the vault and the ledger. */
    @Override
    public void open() {
        if (options().getDataSource() == null) {
            throw withoutLedger();
        }
        openLedger();
        super.open();
    }

    private static IllegalArgumentException withoutLedger() {
        return Rejection.of(
                "dataSource",
                null,
                "must be a javax.sql.DataSource: the ledger of the archives is kept in its database");
    }

    /**
     * Opens only the objects that a preview needs: the ledger if there is a database, and the service unless the
     * inventory is a resource.
     */
    public void openToPreview() {
        openLedger();
        if ("newest".equals(options().getInventory())) {
            super.open();
        }
    }

    private void openLedger() {
        prices = PriceList.load(context, options().getPrices());
        if (options().getDataSource() != null) {
            ledger = EgressLedger.open(options());
        }
    }

    /** The prices of the service; null before the first start. */
    public PriceList prices() {
        return prices;
    }

    public EgressLedger ledger() {
        if (ledger == null && options().getDataSource() == null) {
            throw withoutLedger();
        }
        return ledger;
    }

    /** Whether the endpoint has a ledger: only an endpoint for previews may have none. */
    public boolean hasLedger() {
        return ledger != null;
    }

    /** The name of this node in claims and orders; each start of the process has a new one. */
    public String node() {
        return node;
    }

    /** Whether {@link #arn()} needs no request. */
    public boolean isArnKnown() {
        return arn != null || options().getVaultNameOrArn().startsWith("arn:");
    }

    /**
     * The vault's ARN as the service names it: the endpoint's own ARN, or the answer to one DescribeVault, for which
     * {@code glacier:DescribeVault} is needed.
     */
    public String arn() {
        String known = arn;
        if (known == null) {
            String given = options().getVaultNameOrArn();
            known = given.startsWith("arn:")
                    ? given
                    : vault().jobs().arn(options().vault());
            arn = known;
        }
        return known;
    }
}
