package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.job.VaultAddress;
import java.util.List;
import java.util.Optional;

/**
 * The ARN under which the ledger has the endpoint's vault, without a request if possible: an endpoint that only reads the ledger
 * needs no permission of the service. Thread-safe.
 */
public final class VaultArn {

    private final EgressVault vault;

    public VaultArn(EgressVault vault) {
        this.vault = vault;
    }

    /** The endpoint's own ARN, or the only one in the ledger that fits its name, or the service's answer. */
    public String get() {
        String given = vault.options().getVaultNameOrArn();
        if (given.startsWith("arn:")) {
            return given;
        }
        List<String> known =
                vault.ledger().sql().query("SELECT VAULT_ARN FROM {VAULT}", row -> row.getString(1)).stream()
                        .filter(this::fits)
                        .toList();
        return known.size() == 1 ? known.get(0) : vault.arn();
    }

    /** The vault's address as its ARN says it. */
    public VaultAddress address() {
        return VaultAddress.parse(get(), null);
    }

    private boolean fits(String arn) {
        VaultAddress own = vault.vault().address();
        Optional<String> region = own.region().or(() -> vault.vault().jobs().region());
        return VaultAddress.ofArn(arn)
                .filter(known -> known.name().equals(own.name()))
                .filter(known -> own.accountId().equals("-") || own.accountId().equals(known.accountId()))
                .filter(known -> region.isEmpty() || region.equals(known.region()))
                .isPresent();
    }
}
