package io.github.glacierjob.job;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a vault. Immutable.
 *
 * @param region    the AWS region of the ARN; empty if only a name was given
 * @param accountId 12 digits, or {@code -} for the account of the credentials
 * @param name      1 to 255 characters of {@code a-zA-Z0-9_.-}, neither {@code .} nor {@code ..}
 */
public record VaultAddress(Optional<String> region, String accountId, String name) {

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:glacier:([a-z0-9-]+):(\\d{12}):vaults/([^/]+)");
    private static final Pattern ACCOUNT = Pattern.compile("-|\\d{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");

    /**
     * Throws an {@link IllegalArgumentException} if the account or the name is not valid, before they become parts of a
     * request's path.
     */
    public VaultAddress {
        checkAccount("accountId", accountId);
        checkName("vaultNameOrArn", name);
    }

    private static void checkAccount(String field, String accountId) {
        Rejection.unless(
                accountId != null && ACCOUNT.matcher(accountId).matches(),
                field,
                accountId,
                "must be 12 digits without hyphens, or - for the account of the credentials");
    }

    private static void checkName(String field, String name) {
        Rejection.unless(isName(name), field, name, "must be 1 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'");
    }

    private static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /**
     * The vault of the same name in another account.
     *
     * @param field     the name that the user knows for the account, for the message of the exception
     * @param accountId 12 digits or {@code -}; null keeps this account
     * @return an address in the same region
     * @throws IllegalArgumentException if the account is not valid
     */
    public VaultAddress ownedBy(String field, String accountId) {
        if (accountId == null) {
            return this;
        }
        checkAccount(field, accountId);
        return new VaultAddress(region, accountId, name);
    }

    /**
     * Another vault of the same account.
     *
     * @param field the name that the user knows for the vault's name, for the message of the exception
     * @param other the name of a vault, not an ARN; null keeps this name
     * @return an address in the same region
     * @throws IllegalArgumentException if the name is not valid
     */
    public VaultAddress named(String field, String other) {
        if (other == null) {
            return this;
        }
        checkName(field, other);
        return new VaultAddress(region, accountId, other);
    }

    /**
     * Reads a vault's name or its ARN.
     *
     * @param nameOrArn a name, or {@code arn:aws:glacier:region:account:vaults/name}, whose account overrides {@code
     *                  accountId}
     * @param accountId the account for a plain name; null means {@code -}
     * @return the address
     * @throws IllegalArgumentException if it is not valid as a name or as an ARN
     */
    public static VaultAddress parse(String nameOrArn, String accountId) {
        if (nameOrArn == null || !nameOrArn.startsWith("arn:")) {
            return new VaultAddress(Optional.empty(), accountId == null ? "-" : accountId, nameOrArn);
        }
        Matcher arn = ARN.matcher(nameOrArn);
        Rejection.unless(
                arn.matches(),
                "vaultNameOrArn",
                nameOrArn,
                "must be a vault name or arn:aws:glacier:<region>:<account>:vaults/<name>");
        return new VaultAddress(Optional.of(arn.group(1)), arn.group(2), arn.group(3));
    }

    /**
     * Reads an ARN of an answer.
     *
     * @param arn the text from the service, may be null
     * @return the address, or empty if it cannot be read
     */
    public static Optional<VaultAddress> ofArn(String arn) {
        Matcher parts = ARN.matcher(String.valueOf(arn));
        return parts.matches() && isName(parts.group(3))
                ? Optional.of(new VaultAddress(Optional.of(parts.group(1)), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return accountId.equals("-") ? name : accountId + "/" + name;
    }
}
