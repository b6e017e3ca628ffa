package io.github.glacierjob.event;

import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.EventObject;
import org.apache.camel.spi.CamelEvent;

/**
 * An event of a job, an archive or an endpoint, for Camel's event notifiers. Its type is {@code Custom} and its source is
 * the endpoint.
 *
 * <p>The events of one endpoint are sent one after another, in the order in which they happened, on a separate thread
 * ({@code GlacierJobEvents}). A slow notifier delays only later events. While more than a thousand events wait,
 * {@code PROGRESS} events are left out; while 100,000 wait, all events are left out, with one WARN in the log. An
 * exception of a notifier is logged and has no other effect. Text of the service has no characters outside 0x20-0x7E.
 */
public final class GlacierJobEvent extends EventObject implements CamelEvent {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String vault;
    private final Subject subject;
    private final Instant time;
    private long timestamp;

    /** The kinds of events. */
    public enum Kind {
        /** A job was ordered. */
        ORDERED,
        /** A job has completed and its output can be downloaded. */
        READY,
        /** Bytes of an output were received. At most one event a second for each output. */
        PROGRESS,
        /** All messages of an output are done and committed. */
        DELIVERED,
        /** The destination's data was compared with the data that was read. */
        PROVED,
        /** An output or an archive failed; the text says why, and whether it is retried. */
        FAILED,
        /** An output will expire unfinished at the present rate. Sent once for each output. */
        EXPIRING,
        /** No orders are sent because the budget is used up. */
        BUDGET_REACHED,
        /** A poll found another problem that needs an operator. {@link GlacierJobEvent#getCause()} names the problem. */
        ALARM,
        /** An alarm is over, including an alarm of the budget. */
        ALARM_OVER
    }

    /**
     * The subject of an event.
     *
     * @param jobId     the job, or the cause of an alarm; null if there is none
     * @param archiveId the archive; null if there is none
     * @param text      details; null if there are no details
     * @param bytes     bytes so far
     * @param size      bytes of the whole output; -1 if that is not known
     */
    public record Subject(String jobId, String archiveId, String text, long bytes, long size) implements Serializable {}

    /**
     * Creates an event.
     *
     * @param source  the endpoint
     * @param kind    what happened
     * @param vault   the vault's name
     * @param subject the job, archive or alarm
     * @param time    when it happened, by the endpoint's {@code clock}
     */
    public GlacierJobEvent(Object source, Kind kind, String vault, Subject subject, Instant time) {
        super(source);
        this.kind = kind;
        this.vault = vault;
        this.subject = subject;
        this.time = time;
    }

    public Kind getKind() {
        return kind;
    }

    public String getVault() {
        return vault;
    }

    /**
     * The job.
     *
     * @return its id; null for alarms, and if only the archive is known
     */
    public String getJobId() {
        return isAlarm() ? null : subject.jobId();
    }

    /**
     * The cause of an alarm.
     *
     * @return its name in the snapshot, such as {@code throttled}; null for other events
     */
    public String getCause() {
        return isAlarm() ? subject.jobId() : null;
    }

    private boolean isAlarm() {
        return kind == Kind.ALARM || kind == Kind.ALARM_OVER || kind == Kind.BUDGET_REACHED;
    }

    public String getArchiveId() {
        return subject.archiveId();
    }

    public String getText() {
        return subject.text();
    }

    public long getBytes() {
        return subject.bytes();
    }

    public long getSize() {
        return subject.size();
    }

    public Instant getTime() {
        return time;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return "Glacier " + kind + ": vault " + vault + part(", job ", getJobId()) + part(", cause ", getCause())
                + part(", archive ", subject.archiveId())
                + (getSize() < 0 ? "" : ", " + getBytes() + " of " + getSize() + " bytes")
                + part(": ", subject.text());
    }

    private static String part(String label, String value) {
        return value == null ? "" : label + value;
    }
}
