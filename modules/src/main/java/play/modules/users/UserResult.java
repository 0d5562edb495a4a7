package play.modules.users;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.param.Doc;
import play.param.Presence;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** What module {@code user} returns. */
record UserResult(
        @Doc("Name of the user.") String name,
        @Doc("present or absent.") String state,

        @Doc("Number of the user.") @When("the user is there")
        Optional<Long> uid,

        @Doc("Number of the primary group.") @When("the user is there")
        Optional<Long> group,

        @Doc("Further groups, with commas between them.") @When("the user is there")
        Optional<String> groups,

        @Doc("Home directory.") @When("the user is there") Optional<String> home,

        @Doc("Login shell.") @When("the user is there") Optional<String> shell,

        @Doc("Full name, or what the user is for.") @When("the user is there")
        Optional<String> comment,

        @Doc("As the task says it.") @When("state: present") Optional<Boolean> append,

        @Doc("As the task says it.") @When("state: present") Optional<Boolean> createHome,

        @Doc("As the task says it.") @When("state: present") Optional<Boolean> moveHome,

        @Doc("As the task says it.") @When("state: present") Optional<Boolean> system,

        @Doc("NOT_LOGGING_PASSWORD.") @When("the task has a password")
        Optional<String> password,

        @Doc("As the task says it.") @When("state: absent") Optional<Boolean> remove,

        @Doc("As the task says it.") @When("state: absent") Optional<Boolean> force,

        @Doc("File of the private key.") @When("generate_ssh_key")
        Optional<String> sshKeyFile,

        @Doc("What `ssh-keygen -l` says of the key.") @When("generate_ssh_key")
        Optional<String> sshFingerprint,

        @Doc("The public key.") @When("generate_ssh_key") Optional<String> sshPublicKey) {
    static Map<String, @Nullable Object> of(UserModule.Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", params.name());
        result.put("state", params.state().name().toLowerCase(Locale.ROOT));
        if (params.state() == Presence.ABSENT) {
            result.put("remove", params.remove());
            result.put("force", params.force());
            return result;
        }
        result.put("append", params.append());
        result.put("create_home", params.folder().createHome());
        result.put("move_home", params.folder().moveHome());
        result.put("system", params.system());
        params.secret().password().ifPresent(password -> result.put("password", "NOT_LOGGING_PASSWORD"));
        if (after.of(Users.at(params.name())) instanceof Observed.Known<UserState>(UserState.Present user, var how)) {
            result.put("uid", user.uid().orUnknown());
            result.put("group", gid(user.group(), after));
            result.put(
                    "groups",
                    user.groups().map(names -> String.join(",", names)).orUnknown());
            result.put("home", user.home().orUnknown());
            result.put("shell", user.shell().orUnknown());
            result.put("comment", user.comment().orUnknown());
            result.putAll(key(params, user.home(), after));
        }
        return result;
    }

    /** A group without a name is called by its number. */
    private static Object gid(Foreseen<String> group, Knowledge after) {
        return switch (group) {
            case Foreseen.Later<String>(String why) -> new Unknown(why);
            case Foreseen.Exactly<String>(String name) ->
                after.has(Groups.at(name))
                                && after.of(Groups.at(name))
                                        instanceof Observed.Known<GroupState>(GroupState.Present there, var how)
                        ? there.gid().orUnknown()
                        : name.matches("[0-9]{1,10}") ? Long.valueOf(name) : new Unknown("the group can't be read");
        };
    }

    private static Map<String, @Nullable Object> key(UserModule.Params params, Foreseen<String> home, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (params.key().generateSshKey() && home instanceof Foreseen.Exactly<String>(String at)) {
            String path = params.key().path(at);
            result.put("ssh_key_file", path);
            SshKeyWish.made(path, after).ifPresent(key -> {
                result.put("ssh_fingerprint", key.fingerprint().orUnknown());
                result.put("ssh_public_key", key.publicKey().orUnknown());
            });
        }
        return result;
    }
}
