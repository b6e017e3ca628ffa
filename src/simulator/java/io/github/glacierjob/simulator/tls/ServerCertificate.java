package io.github.glacierjob.simulator.tls;

/** The certificates that the simulator can show to clients. */
public enum ServerCertificate {
    /** A valid certificate for 127.0.0.1, ::1 and localhost, from the simulator's authority. */
    GOOD,
    /** A certificate that expired yesterday. */
    EXPIRED,
    /** A valid certificate for another host: glacier.example. */
    OF_ANOTHER_HOST,
    /** A certificate from an unknown authority. */
    OF_AN_UNKNOWN_AUTHORITY
}
