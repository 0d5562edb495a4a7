package play.modules.users;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Presence;
import play.param.SecretText;
import play.result.When;
import play.value.Foreseen;

/** A user of the host. */
public final class UserModule implements Resource<UserModule.Params> {
    /** When a password is set. */
    public enum UpdatePassword {
        ALWAYS,
        ON_CREATE
    }

    public record Params(
            @Doc("Name of the user.")
            @Alias("user")
            @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            String name,

            @Doc("Whether the user is to be there.") @Default("present")
            Presence state,

            @Doc("Number of the user; a new user gets the next free one.")
            Optional<Long> uid,

            @Doc("Primary group; a new user gets a group of the same name.")
            @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            Optional<String> group,

            @Doc("Further groups. Without append they are all the further groups the user has.")
            Optional<List<String>> groups,

            @Doc("Whether groups that the user has besides are kept.") @Default("false")
            boolean append,

            @Doc("Home directory; a new user gets one under the host's directory of homes.") @HostPath
            Optional<String> home,

            @Doc("Whether a missing home directory is made, with the host's skeleton in it.")
            @Default("true")
            @Alias("createhome")
            boolean createHome,

            @Doc("Whether the directory moves along where home changes.") @Default("false")
            boolean moveHome,

            @Doc("Login shell.") Optional<String> shell,
            @Doc("Full name or purpose.") Optional<String> comment,

            @Doc("Whether a new user gets a number of the system's range.") @Default("false")
            boolean system,

            @Doc("Hash of the password, as `openssl passwd -6` makes it; ! locks.")
            Optional<SecretText> password,

            @Doc("Whether the password of a user who is there is set too.") @Default("always")
            UpdatePassword updatePassword,

            @Doc("With state: absent, whether the home directory goes too.") @Default("false")
            boolean remove) {}

    private static final String ETCD = "name: etcd\n"
            + "system: true\n"
            + "home: /var/lib/etcd\n"
            + "create_home: false\n"
            + "shell: /usr/sbin/nologin\n"
            + "groups: [ssl]\n";

    @When("the user is there")
    record Result(
            @Doc("Name of the user.") String name,
            @Doc("present or absent.") String state,
            @Doc("Number of the user.") Optional<Long> uid,
            @Doc("Primary group.") Optional<String> group,
            @Doc("Further groups.") Optional<List<String>> groups,
            @Doc("Home directory.") Optional<String> home,
            @Doc("Login shell.") Optional<String> shell,
            @Doc("Full name, or what the user is for.") Optional<String> comment) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "user",
                    "Creates, changes or removes a user.",
                    Params.class,
                    new Example("absent", "groupadd ssl", ETCD),
                    new Example(
                            "absent, with a home directory",
                            "",
                            "name: ada\ncomment: Ada Lovelace\nuid: 1815\nshell: /bin/bash\n"),
                    new Example(
                            "drifted",
                            "groupadd ssl; useradd -r -M -d /srv/etcd -s /bin/sh etcd",
                            ETCD + "password: $6$8r5cEGhg$Cw2dUZwSfdB8\n"),
                    new Example(
                            "right",
                            "groupadd ssl; useradd -r -M -d /var/lib/etcd -s /usr/sbin/nologin -G ssl etcd",
                            ETCD),
                    new Example("to be removed", "useradd -m ada", "name: ada\nstate: absent\nremove: true\n"))
            .asInAnsible()
            .insteadOf(new Program("useradd"), new Program("usermod"), new Program("userdel"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys =
                new ArrayList<>(List.of(Users.at(params.name()), UserDefaults.KEY, Groups.at(params.name())));
        params.group().ifPresent(group -> keys.add(Groups.at(group)));
        params.groups().ifPresent(groups -> groups.forEach(group -> keys.add(Groups.at(group))));
        params.home().ifPresent(home -> keys.add(Files.withoutDigest(Paths.clean(home))));
        params.password().ifPresent(password -> keys.add(Passwords.at(params.name())));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.password()
                .filter(password -> !password.reveal().matches("[$!*_][^:\\n]*"))
                .map(plain -> List.of(new Binding.Fault(
                        "password", "password takes a hash, as `openssl passwd -6` makes it, and this is none")))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Observed<UserState> user = known.of(Users.at(params.name()));
        Observed<UserDefaults> defaults = known.of(UserDefaults.KEY);
        if (user instanceof Observed.Unknown<UserState>(String reason)) {
            return new Plan.Undetermined(reason);
        }
        if (defaults instanceof Observed.Unknown<UserDefaults>(String reason)) {
            return new Plan.Undetermined(reason);
        }
        UserState now = ((Observed.Known<UserState>) user).value();
        UserDefaults given = ((Observed.Known<UserDefaults>) defaults).value();
        if (params.state() == Presence.ABSENT) {
            return UserRemoval.plan(params, now, given);
        }
        Optional<String> wrong = wrong(params, known);
        if (wrong.isPresent()) {
            return new Plan.Rejected(wrong.get());
        }
        StateKey<FileState> home = Files.withoutDigest(home(params, now, given));
        return known.has(home) ? new UserPlan(params, given, known, home).plan(now) : new Plan.Needs(List.of(home));
    }

    private static String home(Params params, UserState now, UserDefaults defaults) {
        Optional<String> present =
                now instanceof UserState.Present user && user.home() instanceof Foreseen.Exactly<String>(String home)
                        ? Optional.of(home)
                        : Optional.empty();
        return Paths.clean(params.home().or(() -> present).orElse(defaults.homes() + "/" + params.name()));
    }

    private static Optional<String> wrong(Params params, Knowledge known) {
        List<String> groups = new ArrayList<>(params.groups().orElse(List.of()));
        params.group().ifPresent(groups::add);
        Optional<String> missing = groups.stream()
                .filter(group -> known.of(Groups.at(group))
                        instanceof Observed.Known<GroupState>(GroupState.Absent none, var how))
                .findFirst();
        return missing.map(group ->
                "there is no group " + group + " on the host; make it before, with `group: name=" + group + "`");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", params.name());
        result.put("state", params.state().name().toLowerCase(Locale.ROOT));
        if (after.of(Users.at(params.name())) instanceof Observed.Known<UserState>(UserState.Present user, var how)) {
            result.put("uid", user.uid().orUnknown());
            result.put("group", user.group().orUnknown());
            result.put("groups", user.groups().orUnknown());
            result.put("home", user.home().orUnknown());
            result.put("shell", user.shell().orUnknown());
            result.put("comment", user.comment().orUnknown());
        }
        return result;
    }
}
