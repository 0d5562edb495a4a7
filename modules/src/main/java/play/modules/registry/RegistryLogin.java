package play.modules.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import play.param.Doc;
import play.param.SecretText;

/** By what a registry or a mirror gives images. */
public record RegistryLogin(
        @Doc("Registry or mirror, with its port if the URL has one.")
        String host,

        @Doc("Name of the user.") String username,
        @Doc("Password or token of the user.") SecretText password) {
    SecretText basic() {
        String plain = username + ":" + password.reveal();
        return new SecretText("Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    }
}
