package io.github.glacierjob.internal.tls;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * The user's settings for secure connections, read once: keys, trust, protocols, cipher suites. Immutable.
 *
 * @param context null without settings
 */
public record TlsContext(SSLContext context) {

    /** Reads the key and trust stores of the settings. Without settings, the SDK's defaults apply. */
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

    /** Applies the settings to a client. The host name is still verified. */
    public void applyTo(ApacheHttpClient.Builder client) {
        if (context != null) {
            client.socketFactory(new SSLConnectionSocketFactory(context));
        }
    }
}
