package io.github.glacierjob.naming;

import java.util.List;

/** Lists the decoders for the descriptions of known tools. */
public final class KnownNamings {

    private static final List<ArchiveNaming> ALL =
            List.of(new FastGlacier(), new CloudBerry(), new MtAwsGlacier(), new PlainName());

    private KnownNamings() {}

    /**
     * Returns the decoders of FastGlacier (v1 to v4, also as CrushFTP writes it), CloudBerry and MSP360, mt-aws-glacier
     * (mt1 and mt2), and plain names and paths, in this order.
     *
     * @return the decoders; they never throw
     */
    public static List<ArchiveNaming> all() {
        return ALL;
    }
}
