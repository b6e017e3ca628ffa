package io.github.glacierjob.simulator.tls;

/** What the simulator shows to those who connect. */
public enum ServerCertificate {
    /** A good one: for 127.0.0.1, ::1 and localhost, of the simulator's authority. */
    GOOD,
    /** One that was good until yesterday. */
    EXPIRED,
    /** A good one for another host: glacier.example. */
    OF_ANOTHER_HOST,
    /** One that only an unknown authority vouches for. */
    OF_AN_UNKNOWN_AUTHORITY
}
