package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.job.VaultAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds the ARN of the endpoint's vault in the ledger, without a request if possible: an endpoint that only reads the
 * ledger then needs no permission of the service. Thread-safe.
 */
public final class VaultArn {

    private final EgressVault vault;

    public VaultArn(EgressVault vault) {
        this.vault = vault;
    }

    /** The endpoint's own ARN, or the only ARN in the ledger that fits the vault's name, or the service's answer. */
    public String get() {
        return known().orElseGet(vault::arn);
    }

    /**
     * The endpoint's own ARN, or the only ARN in the ledger that fits the vault's name; empty if a request is needed.
     */
    public Optional<String> known() {
        String given = vault.options().getVaultNameOrArn();
        if (given.startsWith("arn:")) {
            return Optional.of(given);
        }
        List<String> known =
                vault.ledger().sql().query("SELECT VAULT_ARN FROM {VAULT}", row -> row.getString(1)).stream()
                        .filter(this::fits)
                        .toList();
        return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
    }

    /** Whether an ARN may be that of the endpoint's vault, as far as the options and the client say. */
    public boolean fits(String arn) {
        VaultAddress own = vault.options().vault();
        Optional<String> region = vault.region();
        return VaultAddress.ofArn(arn)
                .filter(known -> known.name().equals(own.name()))
                .filter(known -> own.accountId().equals("-") || own.accountId().equals(known.accountId()))
                .filter(known -> region.isEmpty() || region.equals(known.region()))
                .isPresent();
    }
}
