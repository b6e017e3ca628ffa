package io.github.glacierjob.management;

import io.github.glacierjob.snapshot.Alarm;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.stream.Collectors;
import org.apache.camel.api.management.ManagedAttribute;

/** A consumer whose figures JMX shows. */
public interface ConsumerFigures {

    /**
     * Reads the figures of the consumer. Sends no request to the service.
     *
     * @return a new snapshot
     */
    GlacierJobSnapshot readSnapshot();

    @ManagedAttribute(description = "Outputs that will expire before they are delivered, at the present rate")
    default int getLateOutputs() {
        return (int) readSnapshot().outputs().stream()
                .filter(output -> output.late() != null)
                .count();
    }

    @ManagedAttribute(description = "Messages done since the start")
    default long getDoneMessages() {
        return readSnapshot().traffic().messages();
    }

    @ManagedAttribute(description = "Bytes of outputs in the messages done since the start")
    default long getDoneBytes() {
        return readSnapshot().traffic().bytes();
    }

    @ManagedAttribute(description = "Bytes received per second in the last minute")
    default long getBytesPerSecond() {
        return Math.round(readSnapshot().traffic().bytesPerSecond());
    }

    @ManagedAttribute(description = "What an operator has to look at: the causes of the alarms")
    default String getAlarms() {
        return readSnapshot().alarms().stream().map(Alarm::cause).collect(Collectors.joining(", "));
    }
}
