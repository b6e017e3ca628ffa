package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Faults;
import io.github.glacierjob.simulator.service.Dispatcher;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a port and serves each connection in its own thread. */
public final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int BACKLOG = 512;

    private final Shared shared;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket socket;

    /** Binds the port, 0 for any free port, and does not accept connections yet. */
    public Server(int port, Dispatcher dispatcher, Faults faults, Traffic traffic, Stamps stamps) throws IOException {
        this.shared = new Shared(dispatcher, faults, new Journal(traffic.requestsKept()), new Spool(), traffic, stamps);
        this.socket = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
    }

    /** Starts to accept connections. */
    public void start() {
        startThread(this::accept, "glacier-simulator-" + port());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                long id = shared.journal().connected();
                Connection connection = new Connection(shared, accepted, id, this::closed);
                connections.add(connection);
                startThread(connection, "glacier-simulator-" + port() + "-" + id);
            } catch (IOException e) {
                LOG.debug("No longer listening: {}", e.toString());
            }
        }
        connections.forEach(Connection::close);
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes all connections; new connections are accepted. */
    public void closeConnections() {
        connections.forEach(Connection::close);
    }

    private void closed(Connection connection) {
        if (connections.remove(connection)) {
            shared.journal().disconnected();
        }
    }

    /** The port of the server. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The TLS settings; empty if the server speaks HTTP. */
    public Optional<SimulatedTls> tls() {
        return shared.traffic().tls();
    }

    /** The journal of requests. */
    public Journal journal() {
        return shared.journal();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        connections.forEach(Connection::close);
        shared.spool().close();
    }
}
