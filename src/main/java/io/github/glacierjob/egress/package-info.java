/** The endpoint for a whole vault: each archive is retrieved, verified, and delivered once. */
package io.github.glacierjob.egress;
