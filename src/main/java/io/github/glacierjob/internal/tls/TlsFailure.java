package io.github.glacierjob.internal.tls;

import io.github.glacierjob.internal.text.Causes;
import io.github.glacierjob.internal.text.Rejection;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The kinds of TLS failures that a retry cannot repair, each with advice for the user. */
public enum TlsFailure {
    UNTRUSTED(
            "its certificate is not trusted",
            "name its authority in the trustManagers of sslContextParameters, or in the trust store of the JVM;"
                    + " trustAllCertificates=true is for tests only"),
    NOT_VALID_NOW(
            "its certificate is not valid at this time",
            "the server needs another certificate, or the clock of this machine is wrong"),
    OTHER_HOST(
            "its certificate is for another host",
            "the host of uriEndpointOverride must be a name that the certificate has"),
    NOT_WELCOME(
            "it refuses this client's certificate, or asks for one",
            "set the client's key in the keyManagers of sslContextParameters"),
    NO_TLS(
            "it does not use TLS",
            "then uriEndpointOverride must begin with http://; if the host is a proxy, set proxyProtocol=HTTP"),
    NOTHING_IN_COMMON(
            "client and server do not agree how to secure the connection",
            "look at secureSocketProtocols and cipherSuites in sslContextParameters, and at its keyManagers if the server"
                    + " asks for a client certificate");

    /** The alerts of a server about a bad or missing client certificate. */
    private static final Pattern NOT_WELCOME_ALERT = Pattern.compile(
            "Received fatal alert: (bad_certificate|certificate_\\w+|unsupported_certificate|unknown_ca|access_denied)");

    private static final String OF_A_CLIENT = "; with glacierClient, these are settings of that client";

    private final String problem;
    private final String remedy;

    TlsFailure(String problem, String remedy) {
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * Recognizes a TLS failure; empty for other failures, and for temporary failures such as a connection that broke
     * during the handshake.
     */
    public static Optional<TlsFailure> of(Throwable failure) {
        return Causes.first(failure, SSLException.class).map(TlsFailure::kind);
    }

    private static TlsFailure kind(SSLException tls) {
        String message = String.valueOf(tls.getMessage());
        if (tls instanceof SSLPeerUnverifiedException) {
            return OTHER_HOST;
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return NO_TLS;
        }
        if (message.contains("trustAnchors parameter must be non-empty")) {
            return UNTRUSTED;
        }
        return tls instanceof SSLHandshakeException ? ofHandshake(tls, message) : null;
    }

    private static TlsFailure ofHandshake(SSLException tls, String message) {
        if (Causes.has(tls, EOFException.class)
                || Causes.has(tls, SocketException.class)
                || Causes.has(tls, SocketTimeoutException.class)) {
            return null;
        }
        if (Causes.has(tls, CertificateExpiredException.class)
                || Causes.has(tls, CertificateNotYetValidException.class)) {
            return NOT_VALID_NOW;
        }
        if (Causes.has(tls, CertificateException.class)) {
            return UNTRUSTED;
        }
        return NOT_WELCOME_ALERT.matcher(message).find() ? NOT_WELCOME : NOTHING_IN_COMMON;
    }

    /**
     * Returns an exception with advice for a TLS failure; returns any other failure unchanged.
     *
     * @param server     the server of the connection
     * @param userClient whether the user created the client
     */
    public static SdkClientException explained(SdkClientException failure, String server, boolean userClient) {
        return of(failure)
                .map(kind -> SdkClientException.create(
                        "No secure connection to " + Rejection.printable(server) + ": " + kind.problem + " ("
                                + detail(failure) + "); " + kind.remedy + (userClient ? OF_A_CLIENT : ""),
                        failure))
                .orElse(failure);
    }

    /** The innermost message, because outer messages repeat it. */
    private static String detail(Throwable failure) {
        Throwable last = Causes.first(failure, SSLException.class).orElseThrow();
        while (last.getCause() != null && last.getCause().getMessage() != null) {
            last = last.getCause();
        }
        return Rejection.printable(String.valueOf(last.getMessage()));
    }
}
