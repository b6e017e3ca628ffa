package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.GlacierRequest;

/** What a message's headers and the endpoint's options ask for; a header wins over its option. */
record RequestValues(OpenVault open, Message message) {

    /** A value under the name of the header, option or member by which the user gave it. */
    record Named(String name, Object value) {

        String text() {
            return value.toString();
        }

        int number() {
            try {
                return value instanceof Integer number ? number : Integer.parseInt(text().trim());
            } catch (NumberFormatException e) {
                throw Rejection.of(name, value, "must be an integer");
            }
        }

        boolean truth() {
            Rejection.unless(text().matches("true|false"), name, value, "must be true or false");
            return text().equals("true");
        }
    }

    /** A header, else an option. Empty text of an option is none, so that an option may be an empty placeholder. */
    Optional<Named> value(String header, String option, Object value) {
        Object own = message.getHeader(header);
        if (own != null) {
            return Optional.of(new Named(header, own));
        }
        return value == null || value.toString().isEmpty() ? Optional.empty() : Optional.of(new Named(option, value));
    }

    GlacierJobOptions options() {
        return open.options();
    }

    /** The endpoint's vault, or the one that the headers name. */
    VaultAddress vault() {
        return open.address()
                .ownedBy(
                        GlacierJobConstants.ACCOUNT_ID, message.getHeader(GlacierJobConstants.ACCOUNT_ID, String.class))
                .named(GlacierJobConstants.VAULT_NAME, message.getHeader(GlacierJobConstants.VAULT_NAME, String.class));
    }

    /**
     * The vault that a new job is paid in: the request's own where it has one. A header that only says where the job of an
     * answer was does not count.
     */
    VaultAddress vaultToPayIn(GlacierRequest request) {
        GlacierJobDescription answered = message.getHeader(GlacierJobConstants.DETAILS, GlacierJobDescription.class);
        boolean echo = answered != null
                && answered.vaultARN() != null
                && VaultAddress.parse(answered.vaultARN(), null)
                        .name()
                        .equals(message.getHeader(GlacierJobConstants.VAULT_NAME));
        return named(echo ? open.address() : vault(), request);
    }

    /** The request's own vault where it has one, else as above. */
    VaultAddress vaultOf(GlacierRequest request) {
        return named(vault(), request);
    }

    private static VaultAddress named(VaultAddress vault, GlacierRequest request) {
        return vault.ownedBy(
                        "accountId",
                        request.getValueForField("accountId", String.class).orElse(null))
                .named(
                        "vaultName",
                        request.getValueForField("vaultName", String.class).orElse(null));
    }

    /** The vault of a job that the body names; one that is not served here is refused. */
    VaultAddress vaultOf(JobMention mention) {
        return mention.vaultAmong(
                vault(), open.jobs().region().orElse(null), open.options().isAnyVault());
    }
}
