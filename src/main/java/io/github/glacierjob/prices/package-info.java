/** What the service costs: prices as data, each with its region, date and source. */
package io.github.glacierjob.prices;
