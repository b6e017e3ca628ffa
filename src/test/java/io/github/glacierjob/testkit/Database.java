package io.github.glacierjob.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A new database for a test, which other processes can reach too; it stays open until it is closed. */
public final class Database implements AutoCloseable {

    public final String url;
    public final DataSource source;
    private final Connection open;

    /** The kinds of databases; PostgreSQL is one server for all tests. */
    public enum Kind {
        H2 {
            @Override
            String url(String name) {
                System.setProperty("h2.bindAddress", "127.0.0.1");
                return "jdbc:h2:file:" + Path.of("target/databases", name).toAbsolutePath() + ";AUTO_SERVER=TRUE";
            }
        },
        POSTGRESQL {
            @Override
            String url(String name) throws SQLException {
                try (Connection connection =
                        Server.POSTGRES.getPostgresDatabase().getConnection()) {
                    connection.createStatement().execute("CREATE DATABASE " + name);
                }
                return Server.POSTGRES.getJdbcUrl("postgres", name);
            }
        };

        abstract String url(String name) throws SQLException;
    }

    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/postgres"))
                        .start();
            } catch (IOException | IllegalStateException e) {
                throw new IllegalStateException(
                        "PostgreSQL did not start: its binaries come with -Pall, see the pom", e);
            }
        }
    }

    /**
     * The databases of this build: PostgreSQL's binaries exist for some platforms only, and only mvn verify -Pall has
     * them.
     */
    public static Stream<Kind> kinds() {
        return Boolean.getBoolean("with.postgres") ? Stream.of(Kind.values()) : Stream.of(Kind.H2);
    }

    public Database(Kind kind) throws SQLException {
        url = kind.url("t" + UUID.randomUUID().toString().replace("-", ""));
        source = at(url);
        open = source.getConnection();
    }

    public static DataSource at(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            return h2;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setURL(url);
        return postgres;
    }

    /** A data source that only returns connections. */
    public static DataSource source(Callable<Connection> connections) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(connections, arguments)
                        : connections.call());
    }

    @Override
    public void close() throws SQLException {
        open.close();
    }
}
