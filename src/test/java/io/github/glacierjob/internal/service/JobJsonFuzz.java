package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.initiation.JobDraft;
import io.github.glacierjob.job.VaultAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules for any text that is read as the service's JSON or as a notification; a target of the fuzzer. */
public final class JobJsonFuzz {

    private static final List<ServiceJson<?>> TYPES =
            List.of(ServiceJson.JOB, ServiceJson.PARAMETERS, ServiceJson.INITIATED, ServiceJson.JOBS);
    private static final VaultAddress HERE =
            VaultAddress.parse("arn:aws:glacier:us-east-1:111122223333:vaults/photos", null);

    private JobJsonFuzz() {}

    /** Reads any text. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (ServiceJson<?> type : TYPES) {
            check(type, text);
        }
        parsed(text).ifPresent(JobJsonFuzz::checkMention);
    }

    private static <T> void check(ServiceJson<T> type, String text) {
        Optional<T> value = refusing(() -> type.fromText(text));
        if (value.isPresent()) {
            String printed = type.toText(value.get());
            if (!type.toText(type.fromText(printed)).equals(printed)) {
                throw new IllegalStateException("printed " + printed);
            }
            if (type == ServiceJson.PARAMETERS) {
                refusing(() -> new JobDraft(ServiceJson.PARAMETERS.fromText(text)).checked());
            }
        }
    }

    private static Optional<Map<String, Object>> parsed(String text) {
        return refusing(() -> ServiceJson.parse("body", text));
    }

    private static void checkMention(Map<String, Object> document) {
        Optional<Optional<JobMention>> mention = refusing(() -> JobMention.in(document));
        mention.flatMap(found -> found).ifPresent(found -> {
            refusing(() -> found.vaultAmong(HERE, "us-east-1", false));
            refusing(() -> found.vaultAmong(HERE, "us-east-1", true));
        });
    }

    /** It may throw only the documented exception. */
    private static <T> Optional<T> refusing(java.util.function.Supplier<T> attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (IllegalArgumentException e) {
            if (e.getClass() != IllegalArgumentException.class || e.getMessage().length() > 10_000) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
