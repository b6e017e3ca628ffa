package io.github.glacierjob.internal.range;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.text.ByteRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

class AnswerCheckTest {

    private static GetJobOutputResponse answer(int status, String contentRange, String contentLength) {
        SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
        if (contentLength != null) {
            http.putHeader("content-length", contentLength);
        }
        return (GetJobOutputResponse) GetJobOutputResponse.builder()
                .contentRange(contentRange)
                .sdkHttpResponse(http.build())
                .build();
    }

    private static void check(GetJobOutputResponse answer, String range, long size) throws Exception {
        new AnswerCheck(null, size).accept(answer, ByteRange.parse("range", range));
    }

    @ParameterizedTest
    @CsvSource({
        "206, bytes 10-19/100, 10, bytes=10-19",
        "206, bytes 10-19/100, , bytes=10-19",
        "206, bytes 10-19/100, ' 10 ', bytes=10-19",
        "206, bytes 0-99/100, 100, bytes=0-99",
        "200, , 100, bytes=0-99",
        "200, , , bytes=0-99"
    })
    void exactlyTheRequestedRangeIsAccepted(int status, String contentRange, String length, String asked) {
        assertThatCode(() -> check(answer(status, contentRange, length), asked, 100))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "206, bytes 10-18/100, 9, Content-Range",
        "206, bytes 11-20/100, 10, Content-Range",
        "206, bytes 10-19/101, 10, Content-Range",
        "206, bytes 10-19/*, 10, Content-Range",
        "206, bytes=10-19/100, 10, Content-Range",
        "206, 10-19/100, 10, Content-Range",
        "206, , 10, Content-Range",
        "206, bytes 10-19/100, 9, Content-Length",
        "206, bytes 10-19/100, 11, Content-Length",
        "206, bytes 10-19/100, ten, Content-Length",
        "200, , 100, 206",
        "200, , 10, 206",
        "200, bytes 10-19/100, 10, 206",
        "204, , , 206",
        "304, , , 206"
    })
    void anyOtherAnswerIsAnErrorWithTheExpectedRange(int status, String contentRange, String length, String expected) {
        assertThatThrownBy(() -> check(answer(status, contentRange, length), "bytes=10-19", 100))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining(expected)
                .hasMessageContaining("got");
    }

    @ParameterizedTest
    @CsvSource({"200, , 99", "200, , 101", "206, bytes 0-98/100, 99", "206, bytes 0-99/99, 100"})
    void theLengthOfAWholeOutputIsCheckedToo(int status, String contentRange, String length) {
        assertThatThrownBy(() -> check(answer(status, contentRange, length), "bytes=0-99", 100))
                .isInstanceOf(UnexpectedAnswerException.class);
    }
}
