/** Orders jobs, and never pays twice for the same job. */
package io.github.glacierjob.internal.initiation;
