/** The auto-configuration for Spring Boot. No other package depends on it. */
package io.github.glacierjob.springboot;
