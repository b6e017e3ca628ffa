package io.github.glacierjob.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the simulator as a program. It prints its endpoint on the first line; with {@code --tls}, a line for each file
 * that clients need to trust it; then one line {@code archive VAULT ID SIZE} for each generated archive. It serves until
 * it is stopped. {@code --help} lists the options. A bad command line gives one line on the error stream and exit code 2;
 * a port or directory that cannot be used gives exit code 1.
 */
public final class Main {
    private static final String HELP = """
        Usage: java -jar camel-glacier-job-<version>-simulator-program.jar [OPTION...]

        A simulated Amazon Glacier on 127.0.0.1. The first line that it prints is its endpoint. It accepts any credentials.

          --port N                  port to listen on (default 0: any free one)
          --region NAME             region that ARNs name (default us-east-1)
          --account ID              account that owns the vaults (default 111122223333)
          --tls                     HTTPS instead of HTTP; see below
          --tls-files DIR           the same; writes the certificates that clients need to DIR (default a new directory)
          --data DIR                each sub-directory is a vault, each file in it an archive; uploads are stored there
          --vault NAME              make a vault; repeatable
          --archive VAULT=SIZE[:SEED]
                                    make an archive whose bytes are generated, not stored (photos=300M); repeatable
          --archives VAULT=COUNT:SIZE[:SEED]
                                    make COUNT archives of 1 to SIZE bytes (photos=300:4M); repeatable
          --job-time DURATION       how long jobs take (default 5s); or NAME=DURATION, where NAME is Expedited,
                                    Standard, Bulk or Inventory; repeatable
          --lifetime DURATION       how long a job and its output exist after its end (default 24h)
          --speed FACTOR            how fast the clock of jobs runs (3600: an hour is a second)
          --rate BYTES              bytes per second of outputs on each connection (default no limit)
          --latency DURATION        wait before each answer (default none)
          --fault SPEC              make requests fail; repeatable; see below
          --notify URL              POST each notification there, in the envelope of SNS
          --no-auth                 accept requests without an Authorization header
          --select                  accept select jobs
          --help                    this text

        SIZE: bytes, or with K, M, G, T (binary). DURATION: 500ms, 5s, 10m, 4h, 1d or PT4H.
        SPEC: KIND[:ARGUMENT...][@OPERATION[+OPERATION...]][,KEY=VALUE...]
          KIND: throttling tooManyRequests serviceUnavailable emptyServiceUnavailable badGateway accessDenied
                expiredToken requestTimeout insufficientCapacity policyEnforced notFoundYet
                answer:STATUS:CODE:MESSAGE resetBeforeAnswer answerLost listLag:LISTINGS
                stallBeforeAnswer:DURATION resetBody:BYTES earlyEnd:BYTES truncation:BYTES
                truncationWithoutLength:BYTES stallBody:BYTES[:DURATION] corruptBody:OFFSET wrongChecksum
                missingChecksum ignoreRange wrongContentRange failedJob expired wrongTreeHash
          KEY:  times=N|always every=K probability=P after=N vault=NAME job=ID rangeStart=OFFSET
          for example: resetBody:1M@getJobOutput,every=3,times=5

        TLS: each start makes a new authority and writes its certificate to two files. The lines after the first line
        name them:
          ca DIR/ca.pem             boto3 and the AWS CLI trust it with AWS_CA_BUNDLE=DIR/ca.pem, curl with --cacert
          truststore DIR/truststore.p12
                                    Java trusts it with -Djavax.net.ssl.trustStore=DIR/truststore.p12
                                    -Djavax.net.ssl.trustStorePassword=changeit, and then trusts nothing else; a Camel
                                    route trusts it with sslContextParameters whose trustManagers have this keyStore
        The certificate of the server is for 127.0.0.1, ::1 and localhost.
        """;

    private Main() {}

    /** Runs until the process is stopped. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = run(arguments, System.out, System.err);
        if (code >= 0) {
            System.exit(code);
        }
        new CountDownLatch(1).await();
    }

    /** Starts the simulator; returns -1 if it runs now, otherwise the exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            Arguments parsed = Arguments.parse(arguments);
            if (parsed.help) {
                out.print(HELP);
                return 0;
            }
            begin(parsed, out);
            return -1;
        } catch (IllegalArgumentException e) {
            err.println("glacier-simulator: " + e.getMessage() + " (--help lists the options)");
            return 2;
        } catch (UncheckedIOException e) {
            err.println("glacier-simulator: " + e.getCause());
            return 1;
        }
    }

    private static void begin(Arguments parsed, PrintStream out) {
        GlacierSimulator simulator = parsed.builder.start();
        parsed.vaults.forEach(simulator::createVault);
        parsed.faults.forEach(simulator::inject);
        StringBuilder lines = new StringBuilder(simulator.endpoint().toString()).append('\n');
        if (parsed.tls) {
            Path files = parsed.tlsFiles();
            lines.append("ca ").append(simulator.tls().writePem(files.resolve("ca.pem")));
            Path store = simulator.tls().writeTrustStore(files.resolve("truststore.p12"));
            lines.append("\ntruststore ").append(store).append('\n');
        }
        for (Arguments.GeneratedArchive archive : parsed.archives) {
            Content content = Content.seeded(archive.seed(), archive.size());
            String description = "generated " + archive.size() + " bytes from seed " + archive.seed();
            simulator.addArchive(archive.vault(), content, description, archive.id());
            lines.append("archive ").append(archive.vault()).append(' ');
            lines.append(archive.id()).append(' ').append(archive.size()).append('\n');
        }
        out.print(lines);
        out.flush();
    }
}
