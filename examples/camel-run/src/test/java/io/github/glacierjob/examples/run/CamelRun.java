package io.github.glacierjob.examples.run;

import org.apache.camel.main.KameletMain;

/** Starts what {@code camel run retrieve.camel.yaml application.properties} starts, in the current directory. */
final class CamelRun {
    private CamelRun() {}

    public static void main(String[] arguments) throws Exception {
        KameletMain main = new KameletMain("CamelRun");
        // Everything is on the class path, so nothing has to be downloaded.
        main.setDownload(false);
        main.addInitialProperty("camel.component.properties.location", "file:application.properties");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:retrieve.camel.yaml");
        System.exit(main.run(arguments));
    }
}
