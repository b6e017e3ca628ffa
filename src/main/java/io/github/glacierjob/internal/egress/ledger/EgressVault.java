package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.options.GlacierEgressOptions;
import io.github.glacierjob.prices.PriceList;
import java.util.UUID;
import org.apache.camel.Endpoint;

/**
 * What an endpoint has for its consumer and its producers while it runs: the vault, the ledger, and the name of this node in
 * it. Thread-safe.
 */
public final class EgressVault {

    private final Endpoint endpoint;
    private final GlacierEgressOptions options;
    private final String node = UUID.randomUUID().toString();
    private volatile OpenVault<GlacierEgressOptions> vault;
    private volatile EgressLedger ledger;
    private volatile PriceList prices;
    private volatile String arn;

    public EgressVault(Endpoint endpoint, GlacierEgressOptions options) {
        this.endpoint = endpoint;
        this.options = options;
    }

    public void open() {
        if (options.getDataSource() == null) {
            throw Rejection.of(
                    "dataSource",
                    null,
                    "must be a javax.sql.DataSource: the ledger of the archives is kept in its database");
        }
        prices = PriceList.load(endpoint.getCamelContext(), options.getPrices());
        ledger = EgressLedger.open(options);
        vault = OpenVault.open(endpoint, options);
    }

    public void close() {
        if (vault != null) {
            vault.close();
            vault = null;
        }
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
        return ledger;
    }

    /** This node's name in claims and orders, another one after each start of the process. */
    public String node() {
        return node;
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
