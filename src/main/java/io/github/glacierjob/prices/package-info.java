/** The prices of the service as data, each with its region, date and source. */
package io.github.glacierjob.prices;
