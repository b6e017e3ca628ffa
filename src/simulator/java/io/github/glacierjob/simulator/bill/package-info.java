/** The bill of the service: requests, bytes and money of each vault and tier, by a table of rates. */
package io.github.glacierjob.simulator.bill;
