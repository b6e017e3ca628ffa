/**
 * What Glacier says about jobs: listing, describing, initiating, claiming them, the service's JSON, and the one place
 * that classifies a failure. Knows nothing of Camel.
 */
package io.github.glacierjob.job;
