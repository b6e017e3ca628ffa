package io.github.glacierjob.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import software.amazon.awssdk.core.Protocol;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** How the service is reached: credentials, region, proxy, timeouts. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierClientOptions {

    /**
     * The client to use instead of one made from the options below. Not closed by the component. Its own retries
     * are switched off request by request.
     */
    @UriParam(label = "advanced")
    @Metadata(autowired = true)
    private GlacierClient glacierClient;

    /**
     * The AWS region of the vault, such as eu-west-1. An ARN names it by itself; with neither, the region comes
     * from the environment as for every AWS SDK.
     */
    @UriParam(
            enums =
                    "ap-south-2,ap-south-1,eu-south-1,eu-south-2,us-gov-east-1,me-central-1,il-central-1,ca-central-1,eu-central-1,us-iso-west-1,eu-central-2,eu-isoe-west-1,us-west-1,us-west-2,af-south-1,eu-north-1,eu-west-3,eu-west-2,eu-west-1,ap-northeast-3,ap-northeast-2,ap-northeast-1,me-south-1,sa-east-1,ap-east-1,cn-north-1,ca-west-1,us-gov-west-1,ap-southeast-1,ap-southeast-2,us-iso-east-1,ap-southeast-3,ap-southeast-4,us-east-1,us-east-2,cn-northwest-1,us-isob-east-1")
    private String region;

    /** Amazon AWS Access Key. */
    @UriParam(label = "security", secret = true)
    private String accessKey;

    /** Amazon AWS Secret Key. */
    @UriParam(label = "security", secret = true)
    private String secretKey;

    /** Amazon AWS Session Token used when the user needs to assume an IAM role. Needs useSessionCredentials=true. */
    @UriParam(label = "security", secret = true)
    private String sessionToken;

    /**
     * Set whether the Glacier client should expect to load credentials through a default credentials provider.
     * Comes before every other kind of credentials.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useDefaultCredentialsProvider;

    /**
     * Set whether the Glacier client should expect to load credentials through a profile credentials provider.
     * Comes before session and static credentials.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useProfileCredentialsProvider;

    /**
     * If using a profile credentials provider, this parameter will set the profile name. Without it, the profile
     * is the default one.
     */
    @UriParam(label = "security")
    private String profileCredentialsName;

    /**
     * Set whether the Glacier client should expect to use session credentials: accessKey, secretKey and
     * sessionToken, all three. This is useful where a user assumes an IAM role.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useSessionCredentials;

    /** If we want to trust all certificates in case of overriding the endpoint. */
    @UriParam(label = "security", defaultValue = "false")
    private boolean trustAllCertificates;

    /**
     * Set the need for overriding the endpoint. This option needs to be used in combination with the
     * uriEndpointOverride option.
     */
    @UriParam(defaultValue = "false")
    private boolean overrideEndpoint;

    /**
     * Set the overriding uri endpoint, an absolute http or https URI. This option needs to be used in
     * combination with overrideEndpoint option.
     */
    @UriParam
    private String uriEndpointOverride;

    /** To define a proxy protocol when instantiating the Glacier client. */
    @UriParam(label = "proxy", enums = "HTTP,HTTPS", defaultValue = "HTTPS")
    private Protocol proxyProtocol = Protocol.HTTPS;

    /**
     * To define a proxy host when instantiating the Glacier client. Without it, no proxy is used but one of the
     * JVM's system properties.
     */
    @UriParam(label = "proxy")
    private String proxyHost;

    /** To define a proxy port, 1 to 65535, when instantiating the Glacier client. Needed with proxyHost. */
    @UriParam(label = "proxy")
    private Integer proxyPort;

    /** The user for a proxy that asks for one. Needs proxyPassword. */
    @UriParam(label = "proxy")
    private String proxyUsername;

    /** The password for a proxy that asks for one. Needs proxyUsername. */
    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    /** Hosts that are reached without the proxy: regular expressions, separated by vertical bars. */
    @UriParam(label = "proxy")
    private String nonProxyHosts;

    /** How long to wait for a connection to be established, in milliseconds. Default 10000 (10 seconds). */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "10000")
    private long connectionTimeout = 10_000;

    /**
     * How long a connection may stay silent before the request is given up and tried again, and how long a request may take
     * until its answer begins, in milliseconds. A download that moves is never cut. Default 60000 (one minute).
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "60000")
    private long requestTimeout = 60_000;

    /**
     * Most HTTP connections at a time, at least 1; with fewer than the default, fewer ranges are asked for early. With a client of
     * your own, how many it has: unless that is said, none are. Default: two more than twice concurrentJobs times parallelism.
     */
    @UriParam(label = "advanced")
    private Integer maxConnections;

    public GlacierClient getGlacierClient() {
        return glacierClient;
    }

    public void setGlacierClient(GlacierClient glacierClient) {
        this.glacierClient = glacierClient;
    }

    public String getRegion() {
        return region;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public String getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    public String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSessionToken() {
        return sessionToken;
    }

    public void setSessionToken(String sessionToken) {
        this.sessionToken = sessionToken;
    }

    public boolean isUseDefaultCredentialsProvider() {
        return useDefaultCredentialsProvider;
    }

    public void setUseDefaultCredentialsProvider(boolean useDefaultCredentialsProvider) {
        this.useDefaultCredentialsProvider = useDefaultCredentialsProvider;
    }

    public boolean isUseProfileCredentialsProvider() {
        return useProfileCredentialsProvider;
    }

    public void setUseProfileCredentialsProvider(boolean useProfileCredentialsProvider) {
        this.useProfileCredentialsProvider = useProfileCredentialsProvider;
    }

    public String getProfileCredentialsName() {
        return profileCredentialsName;
    }

    public void setProfileCredentialsName(String profileCredentialsName) {
        this.profileCredentialsName = profileCredentialsName;
    }

    public boolean isUseSessionCredentials() {
        return useSessionCredentials;
    }

    public void setUseSessionCredentials(boolean useSessionCredentials) {
        this.useSessionCredentials = useSessionCredentials;
    }

    public boolean isTrustAllCertificates() {
        return trustAllCertificates;
    }

    public void setTrustAllCertificates(boolean trustAllCertificates) {
        this.trustAllCertificates = trustAllCertificates;
    }

    public boolean isOverrideEndpoint() {
        return overrideEndpoint;
    }

    public void setOverrideEndpoint(boolean overrideEndpoint) {
        this.overrideEndpoint = overrideEndpoint;
    }

    public String getUriEndpointOverride() {
        return uriEndpointOverride;
    }

    public void setUriEndpointOverride(String uriEndpointOverride) {
        this.uriEndpointOverride = uriEndpointOverride;
    }

    public Protocol getProxyProtocol() {
        return proxyProtocol;
    }

    public void setProxyProtocol(Protocol proxyProtocol) {
        this.proxyProtocol = proxyProtocol;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public long getConnectionTimeout() {
        return connectionTimeout;
    }

    public void setConnectionTimeout(long connectionTimeout) {
        this.connectionTimeout = connectionTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public Integer getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(Integer maxConnections) {
        this.maxConnections = maxConnections;
    }
}
