package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.prices.PriceList;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Endpoint;

/**
 * What an endpoint has for its consumer and its producers while it runs: the vault, the ledger, and the name of this node in
 * it. Thread-safe.
 */
public final class EgressVault {

    private final Endpoint endpoint;
    private final GlacierEgressOptions options;
    private final Figures figures;
    private final String node = UUID.randomUUID().toString();
    private volatile OpenVault<GlacierEgressOptions> vault;
    private volatile EgressLedger ledger;
    private volatile PriceList prices;
    private volatile String arn;

    public EgressVault(Endpoint endpoint, GlacierEgressOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        this.figures = new Figures(endpoint, options.vault().name(), options.getClock());
    }

    /** Opens all of it. */
    public void open() {
        if (options.getDataSource() == null) {
            throw withoutLedger();
        }
        openToPreview();
        if (vault == null) {
            vault = OpenVault.open(endpoint, options, figures);
        }
    }

    private static IllegalArgumentException withoutLedger() {
        return Rejection.of(
                "dataSource",
                null,
                "must be a javax.sql.DataSource: the ledger of the archives is kept in its database");
    }

    /** Opens what a preview needs: the ledger if there is a database, the service unless the inventory is a resource. */
    public void openToPreview() {
        prices = PriceList.load(endpoint.getCamelContext(), options.getPrices());
        if (options.getDataSource() != null) {
            ledger = EgressLedger.open(options);
        }
        if ("newest".equals(options.getInventory())) {
            vault = OpenVault.open(endpoint, options, figures);
        }
    }

    public void close() {
        if (vault != null) {
            vault.close();
            vault = null;
        }
    }

    /** What the endpoint has counted, over all of its starts. */
    public Figures figures() {
        return figures;
    }

    public GlacierEgressOptions options() {
        return options;
    }

    /** The vault; null while the endpoint does not run. */
    public OpenVault<GlacierEgressOptions> vault() {
        return vault;
    }

    /** What the service costs; null before the first start. */
    public PriceList prices() {
        return prices;
    }

    public EgressLedger ledger() {
        if (ledger == null && options.getDataSource() == null) {
            throw withoutLedger();
        }
        return ledger;
    }

    /** Whether there is a ledger: only an endpoint for previews may have none. */
    public boolean hasLedger() {
        return ledger != null;
    }

    /** The region of the vault, if it is known without a request. */
    public Optional<String> region() {
        return options.vault()
                .region()
                .or(() -> Optional.ofNullable(options.getRegion()))
                .or(() -> vault == null ? Optional.empty() : vault.jobs().region());
    }

    /** This node's name in claims and orders, another one after each start of the process. */
    public String node() {
        return node;
    }

    /** Whether {@link #arn()} asks nobody. */
    public boolean isArnKnown() {
        return arn != null || options.getVaultNameOrArn().startsWith("arn:");
    }

    /**
     * The vault's ARN as the service names it: the endpoint's own ARN, or the answer of one DescribeVault, for which
     * {@code glacier:DescribeVault} is needed.
     */
    public String arn() {
        String known = arn;
        if (known == null) {
            String given = options.getVaultNameOrArn();
            known = given.startsWith("arn:") ? given : vault.jobs().arn(options.vault());
            arn = known;
        }
        return known;
    }
}
