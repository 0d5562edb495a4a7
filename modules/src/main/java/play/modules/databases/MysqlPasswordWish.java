package play.modules.databases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredBy;
import play.param.SecretText;

/** How a user of MySQL is to show who it is. */
@MutuallyExclusive({"password", "plugin"})
@MutuallyExclusive({"plugin_hash_string", "plugin_auth_string"})
@RequiredBy(value = "plugin_hash_string", needs = "plugin")
@RequiredBy(value = "plugin_auth_string", needs = "plugin")
record MysqlPasswordWish(
        @Doc("The password; its hash alone is sent to the server. An empty one is as none.")
        Optional<SecretText> password,

        @Doc("Whether 'password' is the hash that the server stores: * and 40 hexadecimal digits.") @Default("false")
        boolean encrypted,

        @Doc("The server's plugin that checks who the user is, such as unix_socket, instead of a password.")
        @Matches(value = "[A-Za-z0-9_]+", expected = "the name of a plugin")
        Optional<String> plugin,

        @Doc("What the plugin stores of the user.") Optional<SecretText> pluginHashString,

        @Doc("What the plugin is told of the user, of one that stores it as it is: unix_socket, auth_socket, pam,"
                + " gssapi. Of another, give plugin_hash_string.")
        Optional<SecretText> pluginAuthString,

        @Doc("Whether the password of a user that is there is set too. With on_new_username, a new user gets what the"
                + " same name has from other hosts, if that is the same everywhere.")
        @Default("always")
        UpdatePassword updatePassword) {
    static final String NATIVE = "mysql_native_password";

    private static final Set<String> HASHING =
            Set.of(NATIVE, "caching_sha2_password", "sha256_password", "ed25519", "parsec");

    /** When it is set. */
    enum UpdatePassword {
        ALWAYS,
        ON_CREATE,
        ON_NEW_USERNAME
    }

    List<Binding.Fault> check() {
        List<Binding.Fault> faults = new ArrayList<>();
        if (encrypted && given().filter(hash -> !isHash(hash)).isPresent()) {
            faults.add(new Binding.Fault(
                    "password", "with 'encrypted' the password is * and 40 hexadecimal digits, and this is not"));
        }
        if (pluginAuthString.isPresent() && plugin.filter(HASHING::contains).isPresent()) {
            faults.add(new Binding.Fault(
                    "plugin_auth_string",
                    "what " + plugin.get() + " stores is not what it is told, so nobody could say whether it is right;"
                            + " give 'plugin_hash_string'"
                            + (plugin.get().equals(NATIVE) ? ", or 'password' without a plugin" : "")));
        }
        for (Optional<SecretText> text : List.of(pluginHashString, pluginAuthString)) {
            if (text.filter(stored -> stored.reveal().matches("(?s).*[\\x00-\\x1f\\\\].*"))
                    .isPresent()) {
                faults.add(new Binding.Fault(
                        text.equals(pluginHashString) ? "plugin_hash_string" : "plugin_auth_string",
                        "it has a backslash or a control character"));
            }
        }
        return faults;
    }

    private Optional<String> given() {
        return password.map(SecretText::reveal).filter(text -> !text.isEmpty());
    }

    private static boolean isHash(String text) {
        return text.matches("\\*[0-9A-Fa-f]{40}");
    }

    /** What that comes to; nothing where a task says nothing of it. */
    Optional<MysqlPassword.Wanted> wanted() {
        Optional<MysqlPassword.Wanted> byPassword = given().map(
                        text -> encrypted ? text.toUpperCase(Locale.ROOT) : hash(text))
                .map(hash -> new MysqlPassword.Wanted(NATIVE, Optional.of(new SecretText(hash))));
        return byPassword.or(
                () -> plugin.map(name -> new MysqlPassword.Wanted(name, pluginHashString.or(() -> pluginAuthString))));
    }

    /** As a server stores it: the digest of the digest. */
    private static String hash(String password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
            return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
