package io.github.glacierjob.examples.workers;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.SimulatorBuilder;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A simulated Glacier and a broker in this process, and a node and workers in a process each. */
final class Cluster implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(10);

    final GlacierSimulator glacier;
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final Path directory;
    private final List<String> settings;
    private final Map<String, Process> processes = new HashMap<>();

    /** The settings of every process, each as {@code name=value}. */
    Cluster(Path directory, SimulatorBuilder glacier, String... settings) throws Exception {
        this.directory = directory;
        this.settings = List.of(settings);
        this.glacier = glacier.region("eu-west-1").start();
        this.glacier.createVault("photos");
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0"));
        broker.start();
    }

    /** The directory of the archives. */
    Path retrieved() {
        return directory.resolve("retrieved");
    }

    void startNode() throws IOException {
        processes.put("node", start("node", "node"));
    }

    /** Starts a worker unless it runs already. A worker signs its requests with its name. */
    void startWorker(String name) throws IOException {
        if (!processes.containsKey(name)) {
            processes.put(name, start("worker", name));
        }
    }

    /** Kills a process as kill -9 does. */
    void kill(String name) throws InterruptedException {
        processes.remove(name).destroyForcibly().waitFor();
    }

    /** Waits for this number of ready consumers. */
    void awaitConsumers(int consumers) {
        await().atMost(SOON).until(() -> {
            if (!processes.values().stream().allMatch(Process::isAlive)) {
                throw new IllegalStateException("A process ended, see the logs in target");
            }
            Queue ranges = broker.getActiveMQServer().locateQueue("ranges");
            return ranges != null && ranges.getConsumerCount() == consumers;
        });
    }

    private Process start(String role, String name) throws IOException {
        NettyAcceptor acceptor = (NettyAcceptor)
                broker.getActiveMQServer().getRemotingService().getAcceptor("tcp");
        String component = "camel.component.glacier-job.";
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(
                "broker=tcp://127.0.0.1:" + acceptor.getActualPort(),
                "retrieved=" + retrieved(),
                "poll=100",
                component + "use-default-credentials-provider=false",
                component + "access-key=" + name,
                component + "secret-key=any",
                component + "override-endpoint=true",
                component + "uri-endpoint-override=" + glacier.endpoint(),
                "camel.main.duration-max-seconds=600"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .forEach(command::add);
        all.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName(), role));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(new File("target", name + ".log")))
                .start();
    }

    /** Waits until an archive has its name and its other files are deleted. */
    Path awaitArchive(String archive) {
        Path file = retrieved().resolve(archive);
        Path hashes = retrieved().resolve(archive + ".hashes");
        await().atMost(SOON).pollInterval(POLL).until(() -> Files.exists(file) && !Files.exists(hashes));
        return file;
    }

    @Override
    public void close() throws Exception {
        for (String name : List.copyOf(processes.keySet())) {
            kill(name);
        }
        broker.stop();
        glacier.close();
    }
}
