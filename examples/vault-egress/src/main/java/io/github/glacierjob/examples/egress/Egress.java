package io.github.glacierjob.examples.egress;

import org.apache.camel.builder.RouteBuilder;

/** The complete route: each archive of the vault is sent to the destination once. */
public final class Egress extends RouteBuilder {
    static final String ROUTE = "egress";

    @Override
    public void configure() {
        from("glacier-egress:{{vault}}?dataSource=#ledger&tier={{tier}}&filter=RAW({{filter}})&delay={{poll}}"
                        + "&concurrentJobs={{concurrentJobs}}&parallelism={{parallelism}}&jobsInFlight={{jobsInFlight}}"
                        + "&digests={{digests}}")
                .routeId(ROUTE)
                .to("{{destination}}");

        from("direct:preview")
                .to("glacier-egress:{{vault}}?dataSource=#ledger&operation=preview&tier={{tier}}&filter=RAW({{filter}})"
                        + "&jobsInFlight={{jobsInFlight}}");
        from("direct:status").errorHandler(noErrorHandler()).to("glacier-egress:{{vault}}?dataSource=#ledger&operation=status");
        from("direct:receipt")
                .to("glacier-egress:{{vault}}?dataSource=#ledger&operation=receipt")
                .to("{{receipt}}");
        from("direct:sums")
                .to("glacier-egress:{{vault}}?dataSource=#ledger&operation=receipt&format=SHA256SUMS")
                .to("{{sums}}");
    }
}
