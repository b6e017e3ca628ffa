package io.github.glacierjob.examples.workers;

import org.apache.camel.main.Main;

/** Runs the node or one of the workers, with the settings of application.properties, until it is stopped. */
public final class Application {
    private Application() {}

    /** Takes one argument, {@code node} or {@code worker}. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure()
                .addRoutesBuilder(
                        switch (String.join(" ", args)) {
                            case "node" -> new Node();
                            case "worker" -> new Worker();
                            default -> throw new IllegalArgumentException("Say which: node or worker");
                        });
        main.run();
    }
}
