/** The auto-configuration for Spring Boot, which nothing else knows. */
package io.github.glacierjob.springboot;
