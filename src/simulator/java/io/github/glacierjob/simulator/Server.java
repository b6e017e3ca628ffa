package io.github.glacierjob.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens and gives each connection a thread. */
final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int BACKLOG = 512;

    private final World world;
    private final Dispatcher dispatcher;
    private final Faults faults;
    private final Journal journal = new Journal();
    private final Spool spool = new Spool();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket socket;

    Server(World world, InetAddress address, int port) throws IOException {
        this.world = world;
        this.dispatcher = new Dispatcher(world);
        this.faults = new Faults(world, dispatcher);
        this.socket = new ServerSocket(port, BACKLOG, address);
    }

    void start() {
        startThread(this::accept, "glacier-simulator-" + port());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                long id = journal.connected();
                Connection connection = new Connection(this, accepted, id);
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

    void closed(Connection connection) {
        if (connections.remove(connection)) {
            journal.disconnected();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    Instant now() {
        return world.now();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Faults faults() {
        return faults;
    }

    Journal journal() {
        return journal;
    }

    Spool spool() {
        return spool;
    }

    Settings.Traffic traffic() {
        return world.settings.traffic();
    }

    String requestId() {
        return world.ids.request();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        connections.forEach(Connection::close);
        spool.close();
    }
}
