package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Checks whether the ledger's database answers. Needs no permission of the service. */
final class LedgerHealthCheck extends AbstractHealthCheck {

    private final EgressVault vault;

    LedgerHealthCheck(String endpointId, EgressVault vault) {
        super("camel", "producer:glacier-egress-" + endpointId);
        this.vault = vault;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("vault", vault.options().vault().toString());
        try {
            vault.ledger().sql().query("SELECT VERSION FROM {VERSION}", row -> row.getInt(1));
            builder.up();
        } catch (RuntimeException e) {
            builder.message(e.getMessage()).error(e).down();
        }
    }
}
