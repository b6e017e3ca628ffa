package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;

/** A row of the fault matrix: a fault. A fault of a single range happens at the third of five ranges. */
enum MatrixFault {
    THROTTLING("throttling", Fault.throttling(), Fault.tooManyRequests(), Fault.answer(503, "SlowDown", "Slow down")),
    SERVER_ERROR(
            "5xx, 408",
            Fault.serviceUnavailable(),
            Fault.badGateway(),
            Fault.emptyServiceUnavailable(),
            Fault.requestTimeout()),
    SILENCE("no answer in time", Fault.stallBeforeAnswer(Duration.ofSeconds(30))),
    RESET_BEFORE_THE_ANSWER("reset before the answer", Fault.resetBeforeAnswer()),
    RESET_IN_THE_BODY("reset in the body", Fault.resetBody(900_000)),
    EARLY_END("early end of the body", Fault.earlyEnd(300_000)),
    TRUNCATION("truncated body", Fault.truncation(300_000)),
    TRUNCATION_WITHOUT_LENGTH("truncated body without a length", Fault.truncationWithoutLength(300_000)),
    STALL("stall in the body", Fault.stallBody(300_000)),
    WRONG_BYTE("wrong byte", Fault.corruptBody(0), Fault.corruptBody(MIB - 1)),
    WRONG_CHECKSUM("wrong checksum", Fault.wrongChecksum().times(2)),
    WRONG_CHECKSUM_EACH_TIME("wrong checksum each time", Fault.wrongChecksum().always()),
    NO_CHECKSUM_REQUIRED("no checksum, `required`"),
    NO_CHECKSUM_IF_AVAILABLE("no checksum, `ifAvailable`"),
    NO_CHECKSUM_NONE("no checksum, `none`"),
    WRONG_WHOLE_HASH("wrong whole hash"),
    IGNORED_RANGE("200 for a range", Fault.ignoreRange()),
    WRONG_CONTENT_RANGE("wrong `Content-Range`", Fault.wrongContentRange()),
    ONE_NOT_FOUND("one 404 in the middle", Fault.notFoundYet()),
    ONE_PAGE("one 404 page of a gateway in the middle", Fault.rawAnswer(404, "text/html", "<html>Not Found</html>")),
    EXPIRY_BEFORE("expiry before the first byte"),
    EXPIRY("expiry in the middle", Fault.expired()),
    FAILED_JOB("failed job"),
    ROUTE_FAILS_AT_THE_FIRST("route fails at the first chunk"),
    ROUTE_FAILS_IN_THE_MIDDLE("route fails at a middle chunk"),
    ROUTE_FAILS_AT_THE_LAST("route fails at the last chunk"),
    STOP("stop in the middle"),
    NO_ROOM("disk too small"),
    FULL_DISK("disk full in the middle");

    private final String title;
    private final List<Fault> faults;

    MatrixFault(String title, Fault... faults) {
        this.title = title;
        this.faults = List.of(faults);
    }

    String title() {
        return title;
    }

    /** The options in addition to those of every cell. */
    String options() {
        return switch (this) {
            case SILENCE, STALL -> "&requestTimeout=1000";
            case NO_CHECKSUM_REQUIRED -> "&checksumPolicy=required";
            case NO_CHECKSUM_NONE -> "&checksumPolicy=none";
            case WRONG_CHECKSUM_EACH_TIME -> "&maxRetries=2&" + Glacier.ONE_AT_A_TIME;
            case EXPIRY -> "&" + Glacier.ONE_AT_A_TIME;
            default -> "";
        };
    }

    /** The chunk at which the route fails; -1 if it does not fail. */
    int routeFailsAt() {
        return switch (this) {
            case ROUTE_FAILS_AT_THE_FIRST -> 0;
            case ROUTE_FAILS_IN_THE_MIDDLE -> 2;
            case ROUTE_FAILS_AT_THE_LAST -> 4;
            default -> -1;
        };
    }

    /** Whether the fault is possible in a column: a file is one message, and only files use the disk. */
    boolean appliesTo(MatrixColumn column) {
        return switch (this) {
            case ROUTE_FAILS_AT_THE_FIRST, ROUTE_FAILS_IN_THE_MIDDLE -> !column.isFile();
            case NO_ROOM, FULL_DISK -> column.isFile();
            default -> true;
        };
    }

    /** Makes the simulator inject the fault for the job of a run. */
    void prepare(MatrixRun run) throws Exception {
        faults.forEach(fault -> run.inject(fault.on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB)));
        switch (this) {
            case NO_CHECKSUM_REQUIRED, NO_CHECKSUM_IF_AVAILABLE, NO_CHECKSUM_NONE ->
                run.inject(Fault.missingChecksum().always());
            case EXPIRY_BEFORE -> run.inject(Fault.expired().on(Operation.GET_JOB_OUTPUT));
            case WRONG_WHOLE_HASH -> run.glacier.simulator.spoilTreeHash(run.job);
            case STOP -> run.stopWhileAFileIsFetched();
            case FULL_DISK -> run.fillTheDisk();
            case FAILED_JOB -> run.glacier.simulator.failJob(run.job, "The archive is gone");
            default -> {}
        }
    }
}
