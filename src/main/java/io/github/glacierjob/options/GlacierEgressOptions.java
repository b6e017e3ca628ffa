package io.github.glacierjob.options;

import io.github.glacierjob.naming.NamePolicy;
import javax.sql.DataSource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How a whole vault is retrieved and delivered. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierEgressOptions extends GlacierDownloadOptions {

    /**
     * The form in which the route gets an archive: stream (one stream over the whole archive), file (one file in
     * workDirectory) or chunks (one message for each range of the archive). Default stream.
     */
    @UriParam(enums = "stream,file,chunks", defaultValue = "stream")
    private OutputMode outputMode = OutputMode.stream;

    /** How many archives are delivered at the same time, 1 to 256. Default 8. */
    @UriParam(label = "consumer", defaultValue = "8")
    private int concurrentJobs = 8;

    /**
     * The directory for the files; outputMode=file needs it. It is created if it does not exist. The name of a file is
     * the id of its archive.
     */
    @UriParam(label = "consumer")
    private String workDirectory;

    /**
     * With outputMode=file: whether the file of an archive stays in workDirectory after its delivery. Default false: it
     * is deleted when the archive is DELIVERED.
     */
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean keepFiles;

    /**
     * The database of the ledger: a javax.sql.DataSource. Only operation=preview can work without it. If the registry
     * contains exactly one data source, it is used. H2 in a file (for one process) and PostgreSQL (also for several)
     * are tested.
     */
    @UriParam
    @Metadata(autowired = true)
    private DataSource dataSource;

    /**
     * The prefix of the names of the ledger's tables: letters, digits and underscores, with or without a schema and a
     * dot. Default GLACIER_EGRESS_.
     */
    @UriParam(label = "advanced", defaultValue = "GLACIER_EGRESS_")
    private String tablePrefix = "GLACIER_EGRESS_";

    /**
     * Whether the start creates or migrates the ledger's tables. Default true. With false they must exist: their
     * statements are in catalog/sql.
     */
    @UriParam(label = "advanced", defaultValue = "true")
    private boolean createTables = true;

    /**
     * Where the list of the vault's archives comes from. newest: the inventory that the ledger loaded last, if it is not
     * older than inventoryMaxAge; else the newest inventory job of the whole vault whose output still exists; else a new
     * inventory job is initiated. Anything else is a resource such as file:inventory.json, in JSON or CSV. Default newest.
     */
    @UriParam(label = "consumer", defaultValue = "newest")
    private String inventory = "newest";

    /** How old an inventory may be with inventory=newest, in milliseconds, 1 or more. Default 604800000 (7 days). */
    @UriParam(label = "consumer", javaType = "java.time.Duration", defaultValue = "604800000")
    private long inventoryMaxAge = 604_800_000;

    /**
     * Which archives are retrieved: a Simple predicate whose body is the archive, an InventoryArchive; or a
     * java.util.function.Predicate of the registry. All others become SKIPPED. Default: all archives.
     */
    @UriParam(label = "consumer")
    private Object filter;

    /**
     * A resource such as file:names.csv with the names of archives, which replace those of the descriptions: lines
     * GlacierArchiveID,FileName in UTF-8. An archive gets its name when it is first loaded; the name does not change
     * later. Default: none.
     */
    @UriParam(label = "consumer")
    private String names;

    /**
     * The rules for safe names: files (for file systems and for object stores) or keys (for object stores only, with
     * fewer rules). If a name is not safe, the archive gets its id as its name. Default files.
     */
    @UriParam(label = "consumer", enums = "files,keys", defaultValue = "files")
    private NamePolicy namePolicy = NamePolicy.files;

    /**
     * What to do with an entry of the inventory without a valid archive id: skip writes a row SKIPPED, error fails
     * the load. A missing or wrong hash, size or date is taken from the job. Default skip.
     */
    @UriParam(label = "consumer", enums = "skip,error", defaultValue = "skip")
    private OnBadArchive onBadArchive = OnBadArchive.skip;

    /** The tier of the retrievals: Bulk, Standard or Expedited. Default Bulk. */
    @UriParam(label = "consumer", enums = "Bulk,Standard,Expedited", defaultValue = "Bulk")
    private String tier = "Bulk";

    /** The tiers to try after tier if the service has no capacity for it, separated by commas. Default: none. */
    @UriParam(label = "consumer")
    private String tierFallback;

    /**
     * The description of the jobs that are initiated, at most 1024 bytes of 0x20-0x7E. Default glacier-egress.
     */
    @UriParam(label = "consumer", defaultValue = "glacier-egress")
    private String description = "glacier-egress";

    /** The ARN of the SNS topic that the service notifies when a job completes. See operation=notify. */
    @UriParam(label = "consumer")
    private String snsTopic;

    /**
     * How long after the initiation of a job the component first asks for its status, in milliseconds, 0 or more.
     * The default depends on the tier: one minute for Expedited, two hours for Standard, four hours for Bulk. Later, the component
     * uses the times that the jobs of this vault have taken.
     */
    @UriParam(label = "consumer,advanced", javaType = "java.time.Duration")
    private Long firstLook;

    /**
     * How many archives may be ordered and not delivered yet, 1 or more. Default 1000. The component also orders no
     * more archives than it can deliver, at the rate of the last hour, before their outputs expire.
     */
    @UriParam(label = "consumer", defaultValue = "1000")
    private int jobsInFlight = 1000;

    /**
     * How many jobs may be initiated in a second, all nodes together, such as 10 or 0.5 (one in two seconds). Default 0: no
     * limit. Over longer times this is the average; in any second it is rounded up to a whole number.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private double ordersPerSecond;

    /**
     * How many bytes of archives may be ordered in any hour, all nodes together; also with a unit, such as 100G. Default 0:
     * no limit. An archive that is larger becomes SKIPPED.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private long bytesPerHour;

    /**
     * How many bytes of archives may be ordered in any 24 hours, all nodes together; also with a unit, such as 1T. Default 0:
     * no limit. An archive that is larger becomes SKIPPED.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private long bytesPerDay;

    /**
     * The largest cost of the jobs that all nodes together initiate in any 24 hours, in the currency of the prices.
     * Default 0: no limit. It needs a price for each tier in use.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private double costPerDay;

    /**
     * The largest cost of all jobs that are initiated for the vault, in the currency of the prices. Default 0: no
     * limit. When it is reached, no more jobs are initiated; archives that are already ordered are delivered. It
     * needs a price for each tier in use.
     */
    @UriParam(label = "consumer", defaultValue = "0")
    private double maxCost;

    /**
     * How long before the expiry of an output its archive is ordered again, if the output cannot be delivered in
     * time, in milliseconds, from 0 to 86400000 (24 hours). Default 18000000 (5 hours), for Bulk 46800000 (13 hours).
     */
    @UriParam(label = "consumer,advanced", javaType = "java.time.Duration")
    private Long extendBefore;

    /** How often an archive may be ordered again because its output expires, 0 or more. Default 3. */
    @UriParam(label = "consumer,advanced", defaultValue = "3")
    private int maxExtensions = 3;

    /**
     * The number of failures of the route after which an archive becomes FAILED, 1 or more. Default 5. If all archives
     * fail, the destination is down, and the failures do not count.
     */
    @UriParam(label = "consumer", defaultValue = "5")
    private int maxArchiveFailures = 5;

    /**
     * Whether the route gets one last message, with the header CamelGlacierEgressSummary=true, when all archives of
     * an inventory are in a final state. Default false.
     */
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean sendSummary;

    /**
     * The digests that are computed from the bytes of each archive, for headers, the ledger and operation=prove: any
     * of MD5, SHA-256, CRC32C and CRC64NVME, separated by commas. Default: none.
     */
    @UriParam(label = "consumer")
    private String digests;

    /**
     * Whether the run is over only when all archives are PROVED, FAILED or SKIPPED; DELIVERED is then not a final
     * state. Default false.
     */
    @UriParam(defaultValue = "false")
    private boolean requireProof;

    /**
     * What operation=prove compares: answer (the answer of the destination; a file is read back), body (the body,
     * which is the object that the route has read back from the destination) or length (the length of a file, after
     * it was forced to the disk). Default answer.
     */
    @UriParam(label = "producer", defaultValue = "answer")
    private ProofBy proofBy = ProofBy.answer;

    /**
     * With outputMode=stream or file: the size of the parts in which the destination stores an archive, such as
     * partSize of aws2-s3, in bytes, 0 or more. The component then also computes the digests of the parts, and can
     * compare them with the digest of the destination. Default 0: in one piece. With outputMode=chunks, each chunk is
     * a part.
     */
    @UriParam(label = "consumer", javaType = "long", defaultValue = "0")
    private long partSize;

    /**
     * With outputMode=chunks: the size of the largest object of the destination, in bytes, 1 or more. An archive that is
     * larger, or that has more than 10,000 chunks, becomes several objects. Default 5497558138880 (5 TiB).
     */
    @UriParam(label = "consumer,advanced", javaType = "long", defaultValue = "5497558138880")
    private long maxObjectSize = 5_497_558_138_880L;

    /**
     * The prices of the service: a resource such as file:prices.csv, with the columns region, item, tier, price,
     * currency, unit, date and source. An item without a price has an unknown cost. Default: a shipped list with
     * public prices.
     */
    @UriParam
    private String prices;

    /**
     * The format of operation=receipt: CSV, JSON, or SHA256SUMS (a list of the delivered archives for sha256sum -c,
     * which needs digests=SHA-256). Default CSV.
     */
    @UriParam(label = "producer", enums = "CSV,JSON,SHA256SUMS", defaultValue = "CSV")
    private String format = "CSV";

    @Override
    public OutputMode getOutputMode() {
        return outputMode;
    }

    public void setOutputMode(OutputMode outputMode) {
        this.outputMode = outputMode;
    }

    @Override
    public int getConcurrentJobs() {
        return concurrentJobs;
    }

    public void setConcurrentJobs(int concurrentJobs) {
        this.concurrentJobs = concurrentJobs;
    }

    @Override
    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public boolean isKeepFiles() {
        return keepFiles;
    }

    public void setKeepFiles(boolean keepFiles) {
        this.keepFiles = keepFiles;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTablePrefix() {
        return tablePrefix;
    }

    public void setTablePrefix(String tablePrefix) {
        this.tablePrefix = tablePrefix;
    }

    public boolean isCreateTables() {
        return createTables;
    }

    public void setCreateTables(boolean createTables) {
        this.createTables = createTables;
    }

    public String getInventory() {
        return inventory;
    }

    public void setInventory(String inventory) {
        this.inventory = inventory;
    }

    public long getInventoryMaxAge() {
        return inventoryMaxAge;
    }

    public void setInventoryMaxAge(long inventoryMaxAge) {
        this.inventoryMaxAge = inventoryMaxAge;
    }

    public Object getFilter() {
        return filter;
    }

    public void setFilter(Object filter) {
        this.filter = filter;
    }

    public String getNames() {
        return names;
    }

    public void setNames(String names) {
        this.names = names;
    }

    public NamePolicy getNamePolicy() {
        return namePolicy;
    }

    public void setNamePolicy(NamePolicy namePolicy) {
        this.namePolicy = namePolicy;
    }

    public OnBadArchive getOnBadArchive() {
        return onBadArchive;
    }

    public void setOnBadArchive(OnBadArchive onBadArchive) {
        this.onBadArchive = onBadArchive;
    }

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public String getTierFallback() {
        return tierFallback;
    }

    public void setTierFallback(String tierFallback) {
        this.tierFallback = tierFallback;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getSnsTopic() {
        return snsTopic;
    }

    public void setSnsTopic(String snsTopic) {
        this.snsTopic = snsTopic;
    }

    public Long getFirstLook() {
        return firstLook;
    }

    public void setFirstLook(Long firstLook) {
        this.firstLook = firstLook;
    }

    public int getJobsInFlight() {
        return jobsInFlight;
    }

    public void setJobsInFlight(int jobsInFlight) {
        this.jobsInFlight = jobsInFlight;
    }

    public double getOrdersPerSecond() {
        return ordersPerSecond;
    }

    public void setOrdersPerSecond(double ordersPerSecond) {
        this.ordersPerSecond = ordersPerSecond;
    }

    public long getBytesPerHour() {
        return bytesPerHour;
    }

    public void setBytesPerHour(long bytesPerHour) {
        this.bytesPerHour = bytesPerHour;
    }

    public long getBytesPerDay() {
        return bytesPerDay;
    }

    public void setBytesPerDay(long bytesPerDay) {
        this.bytesPerDay = bytesPerDay;
    }

    public double getCostPerDay() {
        return costPerDay;
    }

    public void setCostPerDay(double costPerDay) {
        this.costPerDay = costPerDay;
    }

    public double getMaxCost() {
        return maxCost;
    }

    public void setMaxCost(double maxCost) {
        this.maxCost = maxCost;
    }

    public Long getExtendBefore() {
        return extendBefore;
    }

    public void setExtendBefore(Long extendBefore) {
        this.extendBefore = extendBefore;
    }

    public int getMaxExtensions() {
        return maxExtensions;
    }

    public void setMaxExtensions(int maxExtensions) {
        this.maxExtensions = maxExtensions;
    }

    public int getMaxArchiveFailures() {
        return maxArchiveFailures;
    }

    public void setMaxArchiveFailures(int maxArchiveFailures) {
        this.maxArchiveFailures = maxArchiveFailures;
    }

    public boolean isSendSummary() {
        return sendSummary;
    }

    public void setSendSummary(boolean sendSummary) {
        this.sendSummary = sendSummary;
    }

    public String getDigests() {
        return digests;
    }

    public void setDigests(String digests) {
        this.digests = digests;
    }

    public boolean isRequireProof() {
        return requireProof;
    }

    public void setRequireProof(boolean requireProof) {
        this.requireProof = requireProof;
    }

    public ProofBy getProofBy() {
        return proofBy;
    }

    public void setProofBy(ProofBy proofBy) {
        this.proofBy = proofBy;
    }

    public long getPartSize() {
        return partSize;
    }

    public void setPartSize(long partSize) {
        this.partSize = partSize;
    }

    public long getMaxObjectSize() {
        return maxObjectSize;
    }

    public void setMaxObjectSize(long maxObjectSize) {
        this.maxObjectSize = maxObjectSize;
    }

    public String getPrices() {
        return prices;
    }

    public void setPrices(String prices) {
        this.prices = prices;
    }

    public String getFormat() {
        return format;
    }

    public void setFormat(String format) {
        this.format = format;
    }
}
