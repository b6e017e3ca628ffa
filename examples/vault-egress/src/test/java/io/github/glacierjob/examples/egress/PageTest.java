package io.github.glacierjob.examples.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void thePageIsOneFileWithoutOtherSourcesAndWithoutButtonsThatCostMoney() throws IOException {
        String page;
        try (InputStream in = PageTest.class.getResourceAsStream("/page.html")) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertFalse(page.replace("http://www.w3.org/2000/svg", "").matches("(?s).*(https?:|src=|@import|url\\().*"));
        assertEquals(1, page.split("<button").length - 1, "the one that holds the page still");
        assertFalse(page.contains("method: 'POST'"));
        assertFalse(page.contains("innerHTML"));
    }
}
