package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.message.SimpleText;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GlacierRequest;

/**
 * Reads the values of a request from a message's headers and the endpoint's options. A header has priority over its
 * option.
 */
public record RequestValues(OpenVault<GlacierJobOptions> open, Message message) {

    /** A value, and the name of the header, option or member that has it. */
    public record Named(String name, Object value) {

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

    /**
     * The header's value, otherwise the option's. An option with empty text counts as not set, because it may be an empty
     * placeholder.
     */
    Optional<Named> value(String header, String option, Object value) {
        Object own = header(message, header);
        if (own != null) {
            return Optional.of(new Named(header, own));
        }
        return value == null || value.toString().isEmpty()
                ? Optional.empty()
                : Optional.of(new Named(option, value instanceof String text ? evaluated(option, text) : value));
    }

    /** Evaluates an option's text, which may be an expression over the exchange. */
    String evaluated(String option, String text) {
        return SimpleText.of(option, text, message.getExchange());
    }

    /** Reads a header. Bytes become text, because a broker without types carries text as bytes. */
    public static Object header(Message message, String name) {
        Object value = message.getHeader(name);
        return value instanceof byte[] ? message.getHeader(name, String.class) : value;
    }

    GlacierJobOptions options() {
        return open.options();
    }

    /**
     * The vault in the headers, otherwise the endpoint's vault. Headers of an earlier answer name the vault of that
     * answer's job, and are ignored for other jobs.
     *
     * @param jobId the requested job; null if the request is not about a job
     */
    VaultAddress vault(String jobId) {
        String name = message.getHeader(GlacierJobConstants.VAULT_NAME, String.class);
        String account = message.getHeader(GlacierJobConstants.ACCOUNT_ID, String.class);
        AnsweredJobs answered = AnsweredJobs.in(message);
        if (!answered.have(jobId) && (name == null || answered.areIn(name))) {
            name = null;
            account = answered.areOf(account) ? null : account;
        }
        return open.address()
                .ownedBy(GlacierJobConstants.ACCOUNT_ID, account)
                .named(GlacierJobConstants.VAULT_NAME, name);
    }

    /** The vault in the request; if it has no vault, as in {@link #vault}. */
    VaultAddress vaultOf(GlacierRequest request, String jobId) {
        return vault(jobId)
                .ownedBy(
                        "accountId",
                        request.getValueForField("accountId", String.class).orElse(null))
                .named(
                        "vaultName",
                        request.getValueForField("vaultName", String.class).orElse(null));
    }

    /** The vault of a job that the body names; refuses a vault that this endpoint does not serve. */
    VaultAddress vaultOf(JobMention mention, String jobId) {
        return mention.vaultAmong(
                vault(jobId), open.jobs().region().orElse(null), open.options().isAnyVault());
    }
}
