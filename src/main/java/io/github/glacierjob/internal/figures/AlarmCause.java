package io.github.glacierjob.internal.figures;

import java.util.Locale;

/** The causes of alarms, with a remedy for each. */
public enum AlarmCause {
    LATE(
            "raise concurrentJobs or parallelism, make the route faster, or order the archive again before its output expires"),
    LOST("order these archives again, or set reinitiateExpired=true; each order costs money"),
    STALLED("check the network to the service and the step of the route that processes the message"),
    THROTTLED(
            "lower parallelism, concurrentJobs or ordersPerSecond, or look for another program that uses the account"),
    DESTINATION("repair the destination; the remaining messages are then tried again automatically"),
    ORDERS("see the cause; orders continue automatically when it is over"),
    BUDGET("wait, or raise the limit"),
    DATABASE("start the database again; commits that wait are then repeated"),
    POLL("see the cause and the last error; the next poll tries again"),
    SILENT("look at the jobs of the vault with the AWS CLI; the service may be late, or another program took them"),
    INVENTORY(
            "see the cause; the next try is automatic. Archives that only a newer inventory has are not retrieved yet"),
    FAILED("see the causes in operation=status, then use operation=retry");

    private final String remedy;

    AlarmCause(String remedy) {
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }

    /** The name of the cause in snapshots, events and metrics. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
