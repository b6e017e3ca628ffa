/** The budget of a vault as a bean, for routes that initiate jobs by {@code glacier-job:}. {@code glacier-egress:} has options for it. */
package io.github.glacierjob.budget;
