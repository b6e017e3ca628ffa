package io.github.glacierjob.options;

import io.github.glacierjob.job.VaultAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** The vault, and how the outputs of its jobs are downloaded. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierDownloadOptions extends GlacierClientOptions {

    /**
     * The vault: its name, 1 to 255 characters of a-z, A-Z, 0-9, _, - and ., or its ARN, which also sets region and
     * account.
     */
    @UriPath
    @Metadata(required = true)
    private String vaultNameOrArn;

    /**
     * The AWS account that owns the vault: 12 digits without hyphens, or - for the account of the credentials. If
     * vaultNameOrArn is an ARN, the account of the ARN is used instead. Default -.
     */
    @UriParam(defaultValue = "-")
    private String accountId = "-";

    /**
     * The size of a chunk, and of the range that is requested for it, in bytes: a power of two from 1048576 (1 MiB) to
     * 1073741824 (1 GiB), with outputMode=file to 4294967296 (4 GiB); also with a unit, such as 8M or 8MiB. Default
     * 8388608 (8 MiB). One output needs memory for the chunk in the route, for parallelism further chunks at most, and
     * a constant amount. With outputMode=file it needs 128 KiB for each request; if a request waits for more than a
     * sixteenth of its time, the next requests take several chunks together, up to 64 MiB. With outputMode=archives the
     * size is always 1 MiB.
     */
    @UriParam(defaultValue = "8388608")
    private long chunkSize = 8L << 20;

    /**
     * How many ranges of one output are downloaded at the same time, 1 to 256. Default 4. The same number of further
     * ranges may be requested early, before there is memory for them, so that the waits for the answers overlap. With
     * outputMode=archives both numbers are at most 4.
     */
    @UriParam(defaultValue = "4")
    private int parallelism = 4;

    /**
     * How many times in a row a request is sent again if no new byte arrives, 0 or more. Default 8. The retries
     * of the AWS SDK are switched off.
     */
    @UriParam(label = "advanced", defaultValue = "8")
    private int maxRetries = 8;

    /**
     * The upper bound of the wait before the first retry, in milliseconds, 0 or more. It doubles with each further
     * retry, up to maxRetryDelay; the wait is a random time below it. Default 500.
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "500")
    private long retryDelay = 500;

    /**
     * The upper bound of the wait before any retry, in milliseconds, at least retryDelay. Default 60000 (one minute).
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "60000")
    private long maxRetryDelay = 60_000;

    /**
     * What to do if the service sends no checksum with the output of an archive retrieval: required refuses the output
     * before its first byte, ifAvailable delivers it and compares the checksums that exist, none delivers it and never
     * compares a checksum. Inventories never have a checksum.
     */
    @UriParam(defaultValue = "ifAvailable")
    private ChecksumPolicy checksumPolicy = ChecksumPolicy.ifAvailable;

    /**
     * What to do with outputMode=file if another file already has the name: Fail throws an error that names the output
     * and the file, Override replaces the file when the whole output is verified, TryRename adds a suffix to the name
     * of the output. A file that already contains this output is used as it is.
     */
    @UriParam(defaultValue = "Fail")
    private FileExist fileExist = FileExist.Fail;

    /**
     * The clock for the expiry of outputs and for the age of what the component remembers: a java.time.InstantSource
     * from the registry. Tests and simulations can set a clock that they move. Default: the clock of the system.
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

    /**
     * The region that the options name: that of the vault's ARN, or else the option region.
     *
     * @return the region; empty if the options name none
     * @throws IllegalArgumentException if vaultNameOrArn or accountId is wrong
     */
    public Optional<String> namedRegion() {
        return vault().region().or(() -> Optional.ofNullable(getRegion()));
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

    /**
     * The form in which the route gets an output.
     *
     * @return the form; null for the default of the consumer or producer
     */
    public abstract OutputMode getOutputMode();

    /**
     * How many outputs are consumed at the same time.
     *
     * @return 1 to 256
     */
    public abstract int getConcurrentJobs();

    /**
     * The directory for the files of outputMode=file.
     *
     * @return the directory; null if none is set
     */
    public abstract String getWorkDirectory();
}
