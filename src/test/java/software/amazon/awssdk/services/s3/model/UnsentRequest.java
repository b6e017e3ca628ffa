package software.amazon.awssdk.services.s3.model;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;

/** A request like those of S3's SDK, with the digest that its sender has computed. */
public final class UnsentRequest implements SdkPojo {

    private final String tag;

    public UnsentRequest(String tag) {
        this.tag = tag;
    }

    @Override
    public List<SdkField<?>> sdkFields() {
        return List.of(SdkField.<String>builder(MarshallingType.STRING)
                .memberName("ETag")
                .getter(request -> ((UnsentRequest) request).tag)
                .traits(LocationTrait.builder()
                        .location(MarshallLocation.HEADER)
                        .locationName("ETag")
                        .build())
                .build());
    }
}
