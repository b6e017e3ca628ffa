package software.amazon.awssdk.services.s3.model;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;

/** An answer as S3's SDK has them, about an object that is stored. */
public final class StoredObject extends SdkResponse {

    private final Map<String, String> members;

    public StoredObject(Map<String, String> members) {
        super(new WithoutChanges());
        this.members = members;
    }

    @Override
    public List<SdkField<?>> sdkFields() {
        return members.keySet().stream().<SdkField<?>>map(StoredObject::field).toList();
    }

    private static SdkField<String> field(String name) {
        return SdkField.<String>builder(MarshallingType.STRING)
                .memberName(name)
                .getter(answer -> ((StoredObject) answer).members.get(name))
                .traits(LocationTrait.builder()
                        .location(MarshallLocation.HEADER)
                        .locationName(name)
                        .build())
                .build();
    }

    @Override
    public Builder toBuilder() {
        return new WithoutChanges();
    }

    private static final class WithoutChanges extends BuilderImpl {

        @Override
        public SdkResponse build() {
            throw new UnsupportedOperationException("An answer is not changed");
        }
    }
}
