package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/** Compares jobs from a job list, a description or a notification with the rows of their archives. Thread-safe. */
public final class Sightings {

    private static final Duration LONGEST_JOB = Duration.ofDays(3);

    private static final String ROW =
            "SELECT A.ROW_NO, A.ARCHIVE_ID, A.STATE, A.JOB_ID, A.NEXT_JOB_ID, A.SIZE_BYTES, A.ORDERED_AT,"
                    + " A.JOB_GONE_AT,"
                    + " A.ORDER_ID, O.EXTENSION, O.INTENDED_AT FROM {ARCHIVE} A"
                    + " LEFT JOIN {ORDERS} O ON O.ORDER_ID = A.ORDER_ID AND O.STATE IN ('OPEN', 'UNCLEAR')"
                    + " WHERE A." + Sql.OF_ARCHIVE
                    + " AND COALESCE(A.STATE, '') IN ('LISTED', 'ORDERED', 'READY')";

    private final EgressVault vault;
    private final OrderSettings settings;
    private final LookPace looks;
    private final OrderBook book;
    private final RowChanges changes;

    /** The sightings of an endpoint's vault. */
    public Sightings(EgressVault vault) {
        this(vault, OrderSettings.of(vault.options()));
    }

    Sightings(EgressVault vault, OrderSettings settings) {
        this.vault = vault;
        this.settings = settings;
        this.looks = new LookPace(vault, settings);
        this.book = new OrderBook(vault, looks);
        this.changes = new RowChanges(vault, settings, book);
    }

    private record Row(
            String archiveId,
            ArchiveState state,
            String jobId,
            String nextJobId,
            Long size,
            Instant ordered,
            boolean doubted,
            Order open) {

        static Row of(ResultSet row) throws SQLException {
            Instant intended = Sql.instant(row, "INTENDED_AT");
            String archiveId = row.getString("ARCHIVE_ID");
            Long size = Sql.number(row, "SIZE_BYTES");
            return new Row(
                    archiveId,
                    ArchiveState.valueOf(row.getString("STATE")),
                    row.getString("JOB_ID"),
                    row.getString("NEXT_JOB_ID"),
                    size,
                    Sql.instant(row, "ORDERED_AT"),
                    Sql.instant(row, "JOB_GONE_AT") != null,
                    intended == null
                            ? null
                            : new Order(
                                    row.getString("ORDER_ID"),
                                    row.getLong("ROW_NO"),
                                    archiveId,
                                    row.getBoolean("EXTENSION"),
                                    size,
                                    intended));
        }
    }

    /** Compares some jobs with their rows, in one transaction. */
    private final class Look {

        private final Connection connection;
        private final Clocks clocks;
        private final Map<String, Row> rows;
        private final Map<Tier, List<Duration>> taken = new EnumMap<>(Tier.class);
        private final Map<GlacierJobDescription, Kind> news = new LinkedHashMap<>();
        private int noticed;
        private int placed;
        private int matched;

        Look(Connection connection, Clocks clocks, Map<String, Row> rows) {
            this.connection = connection;
            this.clocks = clocks;
            this.rows = rows;
        }

        void see(GlacierJobDescription job) throws SQLException {
            Row row = rows.get(job.archiveId());
            if (row == null) {
                return;
            }
            if (job.jobId().equals(row.jobId())) {
                seeOwn(job, row);
            } else if (job.jobId().equals(row.nextJobId())) {
                matched++;
                if (isCompleted(job) && !isSucceeded(job)) {
                    changes.nextFailed(connection, job);
                }
            } else if (isWhole(job, row)) {
                seeOther(job, row);
            }
        }

        private void seeOwn(GlacierJobDescription job, Row row) throws SQLException {
            matched++;
            if (row.state() != ArchiveState.ORDERED) {
                return;
            }
            if (!isCompleted(job)) {
                if (row.doubted()) {
                    changes.known(connection, job);
                }
                return;
            }
            if (isSucceeded(job)) {
                if (changes.ready(connection, job)) {
                    news.put(job, Kind.READY);
                    noticed++;
                    learn(job);
                }
            } else if (changes.failed(connection, job)) {
                noticed++;
            }
            readAgain(row);
        }

        private void seeOther(GlacierJobDescription job, Row row) throws SQLException {
            if (row.open() != null) {
                seeForOpenOrder(job, row);
            } else if (row.state() == ArchiveState.LISTED) {
                adopt(job, row);
            } else if (isOurs(job) && isUsable(job, Duration.ZERO) && isNewer(job, row) && !isKnown(job)) {
                if (changes.follows(connection, job)) {
                    changes.remember(connection, job, true);
                    readAgain(row);
                }
            }
        }

        private void seeForOpenOrder(GlacierJobDescription job, Row row) throws SQLException {
            boolean since = moment(job.creationDate())
                    .map(created -> !created.isBefore(clocks.earliest(row.open().intended())))
                    .orElse(true);
            // The database's clock may have been set back since the intent; our own job needs no comparison of times.
            if (!since && !(isOurs(job) && isUsable(job, Duration.ZERO))) {
                return;
            }
            if (!isKnown(job)) {
                news.put(job, Kind.ORDERED);
                placed++;
                book.place(connection, List.of(Outcome.placed(row.open(), job.jobId(), tier(job))));
            }
            // The answer to the order may have been stored since the row was read.
            Row now = readAgain(row);
            if (job.jobId().equals(now.jobId())) {
                seeOwn(job, now);
            }
        }

        private void adopt(GlacierJobDescription job, Row row) throws SQLException {
            boolean known = isKnown(job);
            // A known job that has ended was dropped before: its output is gone, or the job failed.
            boolean usable = isUsable(job, isOurs(job) ? Duration.ZERO : settings.extendBefore());
            if (!usable || known && isCompleted(job)) {
                return;
            }
            boolean paid = isOurs(job) && !known;
            if (changes.adopt(connection, job, paid)) {
                if (paid) {
                    changes.remember(connection, job, false);
                }
                seeOwn(job, readAgain(row));
            }
        }

        private boolean isUsable(GlacierJobDescription job, Duration life) {
            if (!isCompleted(job)) {
                return job.statusCode() == StatusCode.IN_PROGRESS;
            }
            return isSucceeded(job)
                    && new CompletedJob(job)
                            .expiresAt()
                            .filter(end -> end.isAfter(clocks.service().plus(life)))
                            .isPresent();
        }

        private boolean isNewer(GlacierJobDescription job, Row row) {
            return row.ordered() != null
                    && moment(job.creationDate())
                            .filter(created -> created.isAfter(
                                    clocks.earliest(row.ordered()).plus(clocks.blur())))
                            .isPresent();
        }

        private boolean isKnown(GlacierJobDescription job) throws SQLException {
            return sql().query(
                            connection,
                            "SELECT 1 AS ONE FROM {ORDERS} WHERE " + Sql.OF_ARCHIVE + " AND JOB_ID = ?",
                            row -> true,
                            vault.arn(),
                            job.archiveId(),
                            job.jobId())
                    .contains(true);
        }

        private Row readAgain(Row row) throws SQLException {
            Map<String, Row> again = rows(connection, List.of(row.archiveId()));
            rows.remove(row.archiveId());
            rows.putAll(again);
            return again.getOrDefault(row.archiveId(), row);
        }

        private void learn(GlacierJobDescription job) {
            Optional<Instant> created = moment(job.creationDate());
            Optional<Instant> completed = moment(job.completionDate());
            if (created.isPresent() && completed.isPresent()) {
                Duration time = Duration.between(created.get(), completed.get());
                if (!time.isNegative() && time.compareTo(LONGEST_JOB) < 0) {
                    taken.computeIfAbsent(tier(job), tier -> new ArrayList<>()).add(time);
                }
            }
        }

        /** Sends the events and stores the durations of jobs. Runs after the transaction. */
        void teach() {
            news.forEach((job, kind) -> vault.figures()
                    .signal(
                            kind,
                            new Subject(
                                    job.jobId(),
                                    job.archiveId(),
                                    null,
                                    0,
                                    job.archiveSizeInBytes() == null ? -1 : job.archiveSizeInBytes())));
            if (noticed + placed > 0) {
                looks.add(noticed * LookPace.FOR_A_NOTICED + placed * LookPace.FOR_AN_ORDER);
            }
            taken.forEach((tier, times) -> {
                Duration sum = times.stream().reduce(Duration.ZERO, Duration::plus);
                looks.learn(tier, sum.dividedBy(times.size()));
            });
        }
    }

    /**
     * The result of a comparison. Immutable.
     *
     * @param matched the number of jobs that belong to archives in an open state
     * @param noticed the number of archives that no longer wait for a job
     */
    record Seen(int matched, int noticed) {

        private static final Seen NOTHING = new Seen(0, 0);
    }

    /**
     * Handles a notified or described job: an archive whose job has succeeded becomes READY at once. A job of another
     * vault, of a part of an archive, or of an archive in a final state changes nothing.
     *
     * @return whether the job belongs to an archive of the ledger that is not in a final state
     */
    public boolean noticed(GlacierJobDescription job) {
        boolean ofVault = job.vaultARN() == null || job.vaultARN().equals(vault.arn());
        return ofVault && see(List.of(job), Clocks.local(vault.ledger().now())).matched() > 0;
    }

    /** Compares the jobs of one page with their rows. */
    Seen see(List<GlacierJobDescription> page, Clocks clocks) {
        List<GlacierJobDescription> jobs = page.stream()
                .filter(job ->
                        job.action() == ActionCode.ARCHIVE_RETRIEVAL && job.archiveId() != null && job.jobId() != null)
                // All nodes lock rows in the same order.
                .sorted(Comparator.comparing(GlacierJobDescription::archiveId))
                .toList();
        if (jobs.isEmpty()) {
            return Seen.NOTHING;
        }
        Collection<String> archives = new TreeSet<>(
                jobs.stream().map(GlacierJobDescription::archiveId).toList());
        Look seen = sql().inTransaction(connection -> {
            Look look = new Look(connection, clocks, rows(connection, archives));
            for (GlacierJobDescription job : jobs) {
                look.see(job);
            }
            return look;
        });
        seen.teach();
        return new Seen(seen.matched, seen.noticed);
    }

    private Map<String, Row> rows(Connection connection, Collection<String> archives) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        // One query for each row: with a list of keys, H2 would read the whole vault.
        try (PreparedStatement statement = sql().prepare(connection, ROW)) {
            for (String archive : archives) {
                Sql.bind(statement, vault.arn(), archive);
                try (ResultSet found = sql().rows(statement)) {
                    if (found.next()) {
                        rows.put(archive, Row.of(found));
                    }
                }
            }
        }
        return rows;
    }

    /** Handles the answer that the service does not know a job. Returns whether the answer is believed. */
    boolean gone(String archiveId, String jobId) {
        return sql().inTransaction(connection -> changes.gone(connection, archiveId, jobId));
    }

    private boolean isOurs(GlacierJobDescription job) {
        String own = settings.options().getDescription();
        return own != null && !own.isEmpty() && own.equals(job.jobDescription());
    }

    private static boolean isCompleted(GlacierJobDescription job) {
        return Boolean.TRUE.equals(job.completed());
    }

    private static boolean isSucceeded(GlacierJobDescription job) {
        return isCompleted(job) && job.statusCode() == StatusCode.SUCCEEDED;
    }

    private static boolean isWhole(GlacierJobDescription job, Row row) {
        Long size = job.archiveSizeInBytes() == null ? row.size() : job.archiveSizeInBytes();
        return job.retrievalByteRange() == null
                || size != null
                        && ByteRange.of(job.retrievalByteRange())
                                .filter(range -> range.start() == 0 && range.length() >= size)
                                .isPresent();
    }

    private static Tier tier(GlacierJobDescription job) {
        return Tier.of(job.tier()).orElse(Tier.STANDARD);
    }

    private static Optional<Instant> moment(String date) {
        return Optional.ofNullable(StockEntry.moment(date));
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
