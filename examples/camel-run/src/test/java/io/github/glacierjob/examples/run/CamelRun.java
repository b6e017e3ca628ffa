package io.github.glacierjob.examples.run;

import org.apache.camel.main.KameletMain;

/** What {@code camel run retrieve.camel.yaml application.properties} starts, in the directory that it is started in. */
final class CamelRun {
    private CamelRun() {}

    public static void main(String[] arguments) throws Exception {
        KameletMain main = new KameletMain("CamelRun");
        // Everything is on the class path: nothing is to be downloaded.
        main.setDownload(false);
        main.addInitialProperty("camel.component.properties.location", "file:application.properties");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:retrieve.camel.yaml");
        System.exit(main.run(arguments));
    }
}
