/** The budget of routes that initiate single jobs. The endpoint of a whole vault has options for its own budget. */
package io.github.glacierjob.budget;
