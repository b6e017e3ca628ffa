package io.github.glacierjob.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import software.amazon.awssdk.core.Protocol;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** How the component reaches the service: credentials, region, proxy, timeouts. Not thread-safe; each endpoint has a copy. */
@UriParams
public abstract class GlacierClientOptions {

    /**
     * The client that sends the requests. Without it, the component makes a client from the options for region,
     * credentials, endpoint, proxy, timeouts and connections, and closes it with the endpoint; with it, these options
     * have no effect, except maxConnections. The component never closes a client of yours, and switches off its retries
     * for each request.
     */
    @UriParam(label = "advanced")
    @Metadata(autowired = true)
    private GlacierClient glacierClient;

    /**
     * The AWS region of the vault, such as eu-west-1. If vaultNameOrArn is an ARN, the region of the ARN is used
     * instead. If neither is given, the AWS SDK finds the region as in every application: system property,
     * environment variable, profile file or instance metadata.
     */
    @UriParam(
            enums =
                    "ap-south-2,ap-south-1,eu-south-1,eu-south-2,us-gov-east-1,me-central-1,il-central-1,ca-central-1,eu-central-1,us-iso-west-1,eu-central-2,eu-isoe-west-1,us-west-1,us-west-2,af-south-1,eu-north-1,eu-west-3,eu-west-2,eu-west-1,ap-northeast-3,ap-northeast-2,ap-northeast-1,me-south-1,sa-east-1,ap-east-1,cn-north-1,ca-west-1,us-gov-west-1,ap-southeast-1,ap-southeast-2,us-iso-east-1,ap-southeast-3,ap-southeast-4,us-east-1,us-east-2,cn-northwest-1,us-isob-east-1")
    private String region;

    /**
     * The AWS access key. It is used together with secretKey. Without it, one of the credentials providers or
     * glacierClient is needed.
     */
    @UriParam(label = "security", secret = true)
    private String accessKey;

    /** The AWS secret key. It is used together with accessKey. */
    @UriParam(label = "security", secret = true)
    private String secretKey;

    /** The AWS session token of an assumed IAM role. It needs useSessionCredentials=true, accessKey and secretKey. */
    @UriParam(label = "security", secret = true)
    private String sessionToken;

    /**
     * Whether the credentials come from the default credentials provider of the AWS SDK: system properties,
     * environment, profile file, container or instance. It overrides every other kind of credentials. Default false.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useDefaultCredentialsProvider;

    /**
     * Whether the credentials come from a profile, which profileCredentialsName names. It overrides session
     * credentials and accessKey. Default false.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useProfileCredentialsProvider;

    /** The name of the profile with useProfileCredentialsProvider=true. Without it, the default profile is used. */
    @UriParam(label = "security")
    private String profileCredentialsName;

    /**
     * Whether accessKey, secretKey and sessionToken are temporary credentials of an assumed IAM role. If true, all
     * three are needed. Default false.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean useSessionCredentials;

    /**
     * Keys, trusted authorities, protocols and cipher suites for the TLS connections of the client, including connections
     * to a proxy. Without it, the client trusts the authorities that the JVM trusts, and has no certificate of its own.
     * It excludes trustAllCertificates and glacierClient.
     */
    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    /**
     * Whether the client accepts every TLS certificate for every host. Use it only in tests with a server of your own;
     * the log warns of it. It excludes glacierClient and sslContextParameters, which can name the authority of such a
     * server. Default false.
     */
    @UriParam(label = "security", defaultValue = "false")
    private boolean trustAllCertificates;

    /**
     * Whether the requests go to uriEndpointOverride instead of the AWS endpoint of the region. The two options must be
     * set together. Default false.
     */
    @UriParam(defaultValue = "false")
    private boolean overrideEndpoint;

    /**
     * The URI that the requests go to, an absolute http or https URI with a host. It needs overrideEndpoint=true.
     * Without it, the requests go to the AWS endpoint of the region.
     */
    @UriParam
    private String uriEndpointOverride;

    /** The protocol between the client and the proxy. It has an effect only with proxyHost. Default HTTPS. */
    @UriParam(label = "proxy", enums = "HTTP,HTTPS", defaultValue = "HTTPS")
    private Protocol proxyProtocol = Protocol.HTTPS;

    /**
     * The host of the proxy. It needs proxyPort. Without it, the client uses a proxy only if system properties or
     * environment variables name one.
     */
    @UriParam(label = "proxy")
    private String proxyHost;

    /** The port of the proxy, 1 to 65535. It needs proxyHost. */
    @UriParam(label = "proxy")
    private Integer proxyPort;

    /**
     * The user name for the proxy. It needs proxyPassword. Without it, the client sends no credentials to the proxy.
     */
    @UriParam(label = "proxy")
    private String proxyUsername;

    /** The password for the proxy. It needs proxyUsername. */
    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    /**
     * The hosts that the client reaches without the proxy: regular expressions, separated by vertical bars. It has an
     * effect only with proxyHost.
     */
    @UriParam(label = "proxy")
    private String nonProxyHosts;

    /** The longest time to open a connection, in milliseconds, 1 or more. Default 10000 (10 seconds). */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "10000")
    private long connectionTimeout = 10_000;

    /**
     * How long the component waits for the answer to a request to begin, and then for each further byte, in
     * milliseconds, 1 or more. After that it sends the request again. A download that receives bytes is never
     * interrupted. Default 60000 (one minute).
     */
    @UriParam(label = "advanced", javaType = "java.time.Duration", defaultValue = "60000")
    private long requestTimeout = 60_000;

    /**
     * The largest number of HTTP connections of the client, 1 to 10000. Default: 2 times concurrentJobs times
     * parallelism, plus 2. With fewer connections, fewer ranges are requested early (see parallelism). With
     * glacierClient, this option only says how many connections that client has; if it is not set, no range is
     * requested early.
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

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
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
