package io.github.glacierjob.simulator.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A key and its certificate chain: its own certificate first, then the authority's. */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    /** The identity as a Java key store. */
    KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("simulator", key, password, chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** The identity as key managers for connections. */
    KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        char[] password = new char[0];
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(password), password);
        return factory.getKeyManagers();
    }
}
