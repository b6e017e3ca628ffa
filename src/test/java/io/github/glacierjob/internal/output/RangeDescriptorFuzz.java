package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.service.ServiceJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rules for any text that is read as the descriptor of a range; a target of the fuzzer. */
public final class RangeDescriptorFuzz {

    private RangeDescriptorFuzz() {}

    /** Reads any text. It may throw only the documented exception. */
    public static void fuzzerTestOneInput(byte[] input) {
        Optional<RangeDescriptor> read;
        try {
            read = RangeDescriptor.in(ServiceJson.parse("body", new String(input, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            read = Optional.empty();
        }
        read.ifPresent(descriptor -> {
            String printed = ServiceJson.text(descriptor.toMap());
            if (!RangeDescriptor.in(ServiceJson.parse("body", printed)).equals(Optional.of(descriptor))
                    || descriptor.range().end() >= descriptor.outputSize()) {
                throw new IllegalStateException("printed " + printed);
            }
        });
    }
}
