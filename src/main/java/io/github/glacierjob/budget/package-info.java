/** The budget of routes that initiate jobs one by one. The whole vault's endpoint has options for it. */
package io.github.glacierjob.budget;
