package io.github.glacierjob.options;

import io.github.glacierjob.job.VaultAddress;
import java.time.InstantSource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** Which vault it is, and how the outputs of its jobs are downloaded. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierDownloadOptions extends GlacierClientOptions {

    /**
     * The vault: its name, 1 to 255 characters of a-z, A-Z, 0-9, _, - and ., or its ARN, which also sets region
     * and account.
     */
    @UriPath
    @Metadata(required = true)
    private String vaultNameOrArn;

    /** The account that owns the vault: 12 digits without hyphens, or - for the account of the credentials. */
    @UriParam(defaultValue = "-")
    private String accountId = "-";

    /**
     * What becomes of a job's output: chunks (one message per range), stream (one stream over the whole output),
     * file (one file under workDirectory), ranges (one descriptor per range, no bytes), archives (inventories only:
     * one message per archive) or none (the job's description alone). Default: chunks from, stream to.
     */
    @UriParam
    private OutputMode outputMode;

    /**
     * Size of a range and of a chunk in bytes: a power of two of MiB, from 1048576 (1 MiB) to 1073741824 (1 GiB), with
     * outputMode=file to 4294967296 (4 GiB). Default 8388608 (8 MiB). Memory for an output is at most parallelism
     * chunks and the one in the route, plus a constant; in mode file 128 KiB for each request, which takes several
     * chunks together, up to 64 MiB, where waiting is over a sixteenth of its time. In mode archives it is 1 MiB.
     */
    @UriParam(defaultValue = "8388608")
    private long chunkSize = 8L << 20;

    /** How many ranges of an output come at the same time, 1 to 256; up to as many again are asked for early. Default 4. */
    @UriParam(defaultValue = "4")
    private int parallelism = 4;

    /**
     * How often a request is tried again without a new byte, 0 or more. The SDK's own retries are off. Default
     * 8.
     */
    @UriParam(label = "advanced", defaultValue = "8")
    private int maxRetries = 8;

    /**
     * Upper bound of the wait before the first retry, in milliseconds; it doubles with each, and the wait is
     * random below it. Default 500.
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "500")
    private long retryDelay = 500;

    /** Upper bound of the wait before any retry, in milliseconds. Default 60000 (one minute). */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "60000")
    private long maxRetryDelay = 60_000;

    /**
     * What it means when the service sends no checksum for an archive's output: required refuses the output
     * before its first byte, ifAvailable goes on with what there is, none compares nothing at all. Inventories
     * never have one.
     */
    @UriParam(defaultValue = "ifAvailable")
    private ChecksumPolicy checksumPolicy = ChecksumPolicy.ifAvailable;

    /** Where outputMode=file puts its files; made if missing. Their names: the job id or, producer, CamelFileName. */
    @UriParam
    private String workDirectory;

    /**
     * With outputMode=file, a file of the name exists that is not this very output: Fail reports an error that names
     * both, Override replaces the file once the output is whole and verified, TryRename gives the output a name with a
     * suffix. A file that is this very output is taken up as it is.
     */
    @UriParam(defaultValue = "Fail")
    private FileExist fileExist = FileExist.Fail;

    /**
     * With outputMode=archives, an entry of the inventory that cannot be read: error fails there, skip leaves it out and
     * counts it in the last message, emit sends a message with what could be read and the cause.
     */
    @UriParam(defaultValue = "error")
    private OnBadArchive onBadArchive = OnBadArchive.error;

    /**
     * The clock that decides about expiry and about the age of what is remembered, as a java.time.InstantSource of the
     * registry. Tests and simulations move it. The default is the system's clock.
     */
    @UriParam(label = "advanced")
    private InstantSource clock = InstantSource.system();

    /**
     * The vault that the options name.
     *
     * @return the vault
     * @throws IllegalArgumentException if vaultNameOrArn or accountId is wrong
     */
    public VaultAddress vault() {
        return VaultAddress.parse(vaultNameOrArn, accountId);
    }

    public String getVaultNameOrArn() {
        return vaultNameOrArn;
    }

    public void setVaultNameOrArn(String vaultNameOrArn) {
        this.vaultNameOrArn = vaultNameOrArn;
    }

    public String getAccountId() {
        return accountId;
    }

    public void setAccountId(String accountId) {
        this.accountId = accountId;
    }

    public OutputMode getOutputMode() {
        return outputMode;
    }

    public void setOutputMode(OutputMode outputMode) {
        this.outputMode = outputMode;
    }

    public long getChunkSize() {
        return chunkSize;
    }

    public void setChunkSize(long chunkSize) {
        this.chunkSize = chunkSize;
    }

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public ChecksumPolicy getChecksumPolicy() {
        return checksumPolicy;
    }

    public void setChecksumPolicy(ChecksumPolicy checksumPolicy) {
        this.checksumPolicy = checksumPolicy;
    }

    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public InstantSource getClock() {
        return clock;
    }

    public void setClock(InstantSource clock) {
        this.clock = clock;
    }

    public FileExist getFileExist() {
        return fileExist;
    }

    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist;
    }

    public OnBadArchive getOnBadArchive() {
        return onBadArchive;
    }

    public void setOnBadArchive(OnBadArchive onBadArchive) {
        this.onBadArchive = onBadArchive;
    }
}
