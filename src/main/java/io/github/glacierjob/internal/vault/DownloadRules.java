package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.options.GlacierDownloadOptions;
import io.github.glacierjob.options.OutputMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Refuses wrong options of the vault, its client and its downloads: incomplete credentials, values out of range. */
public final class DownloadRules {

    private static final long MIB = 1 << 20;
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]+)+-\\d{1,2}");

    private DownloadRules() {}

    public static void check(GlacierDownloadOptions options) {
        options.vault();
        checkOutput(options);
        between("concurrentJobs", options.getConcurrentJobs(), 1, 256);
        checkConnection(options);
        checkTls(options);
        if (options.getGlacierClient() == null) {
            checkRegion(options.getRegion());
            checkCredentials(options);
            checkEndpoint(options);
            checkProxy(options);
        }
    }

    private static void checkOutput(GlacierDownloadOptions options) {
        boolean file = options.getOutputMode() == OutputMode.file;
        long chunk = options.getChunkSize();
        long most = file ? 4096 * MIB : 1024 * MIB;
        Rejection.unless(
                chunk >= MIB && chunk <= most && Long.bitCount(chunk) == 1,
                "chunkSize",
                chunk,
                "must be a power of two of MiB, from 1048576 (1 MiB) to "
                        + (file
                                ? "4294967296 (4 GiB)"
                                : "1073741824 (1 GiB), with outputMode=file to 4294967296 (4 GiB)"));
        String directory = options.getWorkDirectory();
        Rejection.unless(
                !file || directory != null && !directory.isBlank() && directory.indexOf('\0') < 0,
                "workDirectory",
                directory,
                "must be a directory for the files of outputMode=file");
        between("parallelism", options.getParallelism(), 1, 256);
        new RetryPolicy(
                options.getMaxRetries(),
                Duration.ofMillis(options.getRetryDelay()),
                Duration.ofMillis(options.getMaxRetryDelay()));
    }

    private static void checkConnection(GlacierDownloadOptions options) {
        Rejection.ifBelow(1, "connectionTimeout", options.getConnectionTimeout(), "must be 1 ms or more");
        Rejection.ifBelow(1, "requestTimeout", options.getRequestTimeout(), "must be 1 ms or more");
        if (options.getMaxConnections() != null) {
            between("maxConnections", options.getMaxConnections(), 1, 10_000);
        }
    }

    private static void checkTls(GlacierDownloadOptions options) {
        boolean all = options.isTrustAllCertificates();
        boolean settings = options.getSslContextParameters() != null;
        Rejection.unless(
                !all || options.getGlacierClient() == null,
                "trustAllCertificates",
                all,
                "must not be set with glacierClient (an option or a bean of the registry), which has its own connections");
        if (settings && options.getGlacierClient() != null) {
            throw new IllegalArgumentException(
                    "sslContextParameters: (set) must not be set with glacierClient (an option or a bean of the registry),"
                            + " which has its own connections");
        }
        Rejection.unless(
                !all || !settings,
                "trustAllCertificates",
                all,
                "must not be set with sslContextParameters or useGlobalSslContextParameters, which name the trusted authorities");
    }

    private static void checkCredentials(GlacierDownloadOptions options) {
        noBlank("accessKey", options.getAccessKey());
        noBlank("secretKey", options.getSecretKey());
        if (options.isUseDefaultCredentialsProvider() || options.isUseProfileCredentialsProvider()) {
            return;
        }
        boolean key = options.getAccessKey() != null;
        boolean secret = options.getSecretKey() != null;
        boolean token = options.getSessionToken() != null;
        if (key != secret) {
            throw key
                    ? Rejection.of("secretKey", null, "must be set with accessKey")
                    : Rejection.of("accessKey", null, "must be set with secretKey");
        }
        if (options.isUseSessionCredentials() && !(key && token)) {
            throw Rejection.of("useSessionCredentials", true, "needs accessKey, secretKey and sessionToken");
        }
        if (token && !options.isUseSessionCredentials()) {
            throw new IllegalArgumentException("sessionToken: (hidden) needs useSessionCredentials=true");
        }
        if (!key) {
            throw new IllegalArgumentException("useDefaultCredentialsProvider is set to false, "
                    + "useProfileCredentialsProvider is set to false, useSessionCredentials is set to false, "
                    + "accessKey/secretKey or glacierClient must be specified");
        }
    }

    /**
     * Refuses a blank in a key. A plus sign in a URI becomes a blank; then the signature would be wrong, and the
     * service's refusal would not show the cause.
     */
    private static void noBlank(String field, String key) {
        if (key != null && key.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    field + ": (hidden) must have no blank; in a URI write RAW(...) around a key"
                            + " that has a + or other special characters");
        }
    }

    private static void checkRegion(String region) {
        Rejection.unless(
                region == null || REGION.matcher(region).matches(),
                "region",
                region,
                "must be the name of an AWS region such as eu-west-1");
    }

    private static void checkEndpoint(GlacierDownloadOptions options) {
        String uri = options.getUriEndpointOverride();
        Rejection.unless(
                uri != null || !options.isOverrideEndpoint(),
                "uriEndpointOverride",
                null,
                "must be the URI of the service's endpoint if overrideEndpoint=true");
        Rejection.unless(
                uri == null || options.isOverrideEndpoint(),
                "overrideEndpoint",
                null,
                "must be true if uriEndpointOverride is set");
        Rejection.unless(
                uri == null || isHttp(uri),
                "uriEndpointOverride",
                uri,
                "must be an absolute http or https URI with a host");
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void checkProxy(GlacierDownloadOptions options) {
        boolean host = options.getProxyHost() != null;
        Rejection.unless(
                host == (options.getProxyPort() != null),
                host ? "proxyPort" : "proxyHost",
                null,
                "must be set too: proxyHost and proxyPort go together");
        if (host) {
            between("proxyPort", options.getProxyPort(), 1, 65_535);
        }
        checkHosts(options.getNonProxyHosts());
        boolean user = options.getProxyUsername() != null;
        Rejection.unless(
                user == (options.getProxyPassword() != null),
                user ? "proxyPassword" : "proxyUsername",
                null,
                "must be set too: proxyUsername and proxyPassword go together");
    }

    private static void checkHosts(String hosts) {
        try {
            Arrays.stream(String.valueOf(hosts).split("\\|")).forEach(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw Rejection.of(
                    "nonProxyHosts",
                    hosts,
                    "must be regular expressions separated by vertical bars, such as" + " localhost|.*\\.internal: "
                            + Rejection.printable(e.getDescription()),
                    e);
        }
    }

    private static void between(String field, int value, int least, int most) {
        Rejection.unless(value >= least && value <= most, field, value, "must be " + least + " to " + most);
    }
}
