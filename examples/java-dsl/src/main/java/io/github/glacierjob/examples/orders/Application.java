package io.github.glacierjob.examples.orders;

import org.apache.camel.main.Main;

/** Runs the routes with the settings of application.properties until it is stopped. */
public final class Application {
    private Application() {}

    public static void main(String[] args) throws Exception {
        application().run(args);
    }

    static Main application() {
        return new Main(Orders.class);
    }
}
