package play.expression.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;
import play.value.Secret;

/** Texts that a password encrypts. */
final class VaultCalls {
    private static final String LABEL = "filter_default";

    private VaultCalls() {}

    static void add(Registry.Builder to) {
        to.filter("vault", "secret salt? vault_id? wrap_object?", MarkerHandling.CONTENT, VaultCalls::sealed);
        to.filter("unvault", "secret vault_id?", MarkerHandling.CONTENT, VaultCalls::opened);
        to.test("vault_encrypted", "", MarkerHandling.MARKERS, (input, given) -> input instanceof Secret);
        to.test(
                "vaulted_file",
                "",
                MarkerHandling.CONTENT,
                (input, given) ->
                        isEncrypted(Text.decoded(input), given.around().context()));
    }

    private static @Nullable Object sealed(@Nullable Object input, Given given) {
        String text = TextFilters.string(input);
        String password = given.text("secret");
        if (given.flag("wrap_object", false)) {
            throw Failure.arguments("'wrap_object' of the filter 'vault' is not supported; leave it out.");
        }
        String label = given.text("vault_id", LABEL);
        LookupContext context = given.around().context();
        if (given.get("salt") != null) {
            byte[] salt = given.text("salt").getBytes(StandardCharsets.UTF_8);
            return sealed(text, new LookupContext.Seal(password, label, salt), context);
        }
        return Drawn.now(
                given,
                "the salt of 'vault'",
                () -> sealed(text, new LookupContext.Seal(password, label, Drawn.bytes(32)), context));
    }

    private static String sealed(String text, LookupContext.Seal seal, LookupContext context) {
        try {
            return context.sealed(text, seal);
        } catch (IOException e) {
            throw Failure.value("This cannot be encrypted: " + e.getMessage() + ".");
        }
    }

    private static Object opened(@Nullable Object input, Given given) {
        String text = TextFilters.string(input);
        try {
            String opened = given.around().context().opened(text, given.text("secret"));
            return opened.equals(text) ? text : new Secret(opened);
        } catch (IOException e) {
            throw Failure.value("This cannot be decrypted: " + e.getMessage());
        }
    }

    private static boolean isEncrypted(String name, LookupContext context) {
        try {
            return context.isEncrypted(PathFilters.path(name));
        } catch (IOException e) {
            throw Failure.value("Whether '" + name + "' is encrypted cannot be told: " + e.getMessage() + ".");
        }
    }
}
