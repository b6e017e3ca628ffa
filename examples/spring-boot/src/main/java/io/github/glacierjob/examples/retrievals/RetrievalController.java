package io.github.glacierjob.examples.retrievals;

import org.apache.camel.ProducerTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code POST /archives/ID} with the id of the job. */
@RestController
class RetrievalController {
    private final ProducerTemplate template;

    RetrievalController(ProducerTemplate template) {
        this.template = template;
    }

    @PostMapping("/archives/{id}")
    String retrieve(@PathVariable("id") String id) {
        return template.requestBody("direct:retrieve", id, String.class);
    }
}
