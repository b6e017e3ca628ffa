package io.github.glacierjob.internal.tls;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** The user's settings for secure connections, read once: keys, trust, protocols, cipher suites. Immutable. */
public final class TlsContext {

    private final SSLContext context;

    private TlsContext(SSLContext context) {
        this.context = context;
    }

    /** Reads the stores that the settings name; without settings, connections are as the SDK makes them. */
    public static TlsContext of(CamelContext camel, SSLContextParameters settings) {
        try {
            return new TlsContext(settings == null ? null : settings.createSSLContext(camel));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "sslContextParameters: (set) must name stores that can be read, with their passwords: "
                            + Rejection.printable(e.toString()),
                    e);
        }
    }

    /** Has a client make its connections so; the name of the host is checked as without settings. */
    public void applyTo(ApacheHttpClient.Builder client) {
        if (context != null) {
            client.socketFactory(new SSLConnectionSocketFactory(context));
        }
    }
}
