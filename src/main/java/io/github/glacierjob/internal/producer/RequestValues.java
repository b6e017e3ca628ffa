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

/**
 * What a message's headers and the endpoint's options ask for; a header wins over its option.
 *
 * @param open    the endpoint's vault
 * @param message  the message; only its headers are read
 */
record RequestValues(OpenVault open, Message message) {

    /**
     * A value under the name by which the user gave it.
     *
     * @param name  a header or an option
     * @param value what it is
     */
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
            if (!text().equals("true") && !text().equals("false")) {
                throw Rejection.of(name, value, "must be true or false");
            }
            return text().equals("true");
        }
    }

    /**
     * A header, or else an option.
     *
     * @param header the header's name
     * @param option the option's name
     * @param value  the option's value; empty text is none, so that an option may be a placeholder for nothing
     * @return the value, or empty if there is neither
     */
    Optional<Named> value(String header, String option, Object value) {
        Object own = message.getHeader(header);
        if (own != null) {
            return Optional.of(new Named(header, own));
        }
        return value == null || value.toString().isEmpty() ? Optional.empty() : Optional.of(new Named(option, value));
    }

    /**
     * The endpoint's options.
     *
     * @return what counts where headers and body say nothing
     */
    GlacierJobOptions options() {
        return open.options();
    }

    /**
     * The vault of a request.
     *
     * @return the endpoint's, or the one that the headers name
     */
    VaultAddress vault() {
        return open.address()
                .ownedBy(
                        GlacierJobConstants.ACCOUNT_ID, message.getHeader(GlacierJobConstants.ACCOUNT_ID, String.class))
                .named(GlacierJobConstants.VAULT_NAME, message.getHeader(GlacierJobConstants.VAULT_NAME, String.class));
    }

    /**
     * The vault that a new job is paid in.
     *
     * @param request the SDK's request, whose own vault wins where it has one
     * @return the vault; a header that only says where the job of an answer was does not ask for anything
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

    /**
     * The vault of one of the SDK's requests.
     *
     * @param request the request, whose own vault wins where it has one
     * @return the vault
     */
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

    /**
     * The vault of a job that the body mentions.
     *
     * @param mention what the body says
     * @return the vault
     * @throws IllegalArgumentException if it is not the vault that is served here
     */
    VaultAddress vaultOf(JobMention mention) {
        return mention.vaultAmong(
                vault(), open.jobs().region().orElse(null), open.options().isAnyVault());
    }
}
