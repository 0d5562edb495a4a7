package play.modules.registry;

import java.util.List;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** Who is asked for the images of a registry before it. */
public record RegistryMirrors(
        @Doc("As names of images begin, such as docker.io; _default for all registries that are not named.")
        String registry,

        @Doc("One or more, in their order.") List<Mirror> mirrors,

        @Doc("Whether the registry itself is asked where no mirror has the image.") @Default("true")
        boolean origin) {
    /** One that answers in a registry's place. */
    public record Mirror(
            @Doc("https://HOST[:PORT][/PATH], or http:// without TLS; /v2 is added.")
            @Matches(
                    value = "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*",
                    expected = "https://HOST[:PORT][/PATH]")
            String url,

            @Doc("Certificates (PEM) of CAs by which it is known, besides those that the controller trusts.")
            Optional<String> ca,

            @Doc("Whether anybody may answer in its place.") @Default("false")
            boolean skipVerify,

            @Doc("Whether the path of the URL is that of the API as it stands, without /v2.") @Default("false")
            boolean overridePath) {
        String base() {
            return overridePath ? url : url + "/v2";
        }
    }

    static final String ALL_OTHERS = "_default";
}
