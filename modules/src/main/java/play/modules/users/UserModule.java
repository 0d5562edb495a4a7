package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Steps;
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
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.param.RequiredIf;
import play.value.Foreseen;

/** A user of the host. */
public final class UserModule implements Resource<UserModule.Params> {
    @RequiredIf(when = "append", is = "true", needs = "groups")
    public record Params(
            @Doc("Name of the user.")
            @Alias("user")
            @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            String name,

            @Doc("Whether the user is to be there.") @Default("present")
            Presence state,

            @Inline NumberWish number,

            @Doc("Primary group; a new user gets a group of the same name.")
            @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            Optional<String> group,

            @Doc("Further groups. Without append they are all the further groups the user has.")
            Optional<List<String>> groups,

            @Doc("Whether groups that the user has besides are kept.") @Default("false")
            boolean append,

            @Inline HomeWish folder,
            @Doc("Login shell.") Optional<String> shell,
            @Doc("Full name or purpose.") Optional<String> comment,

            @Doc("Whether a new user gets a number of the system's range.") @Default("false")
            boolean system,

            @Doc("Whether the user is one of the host's own files. They are changed in any case; with local, one that"
                    + " only a directory knows is refused.")
            @Default("false")
            boolean local,

            @Inline PasswordWish secret,
            @Inline AgeingWish ageing,
            @Inline SshKeyWish key,

            @Doc("With state: absent, whether the home directory goes too.") @Default("false")
            boolean remove,

            @Doc("With state: absent, whether the user goes though still logged in, and the home directory though"
                    + " others use it.")
            @Default("false")
            boolean force,

            @Inline OtherSystems others) {}

    private static final String ETCD = "name: etcd\n"
            + "system: true\n"
            + "home: /var/lib/etcd\n"
            + "create_home: false\n"
            + "shell: /usr/sbin/nologin\n"
            + "groups: [ssl]\n";

    private static final String ADA =
            "name: ada\nexpires: 2000000000\npassword_expire_min: 1\npassword_expire_max: 90\n"
                    + "password_expire_warn: 14\npassword_expire_account_disable: 30\n"
                    + "generate_ssh_key: true\nssh_key_type: ed25519\n";

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
                            "absent, with a key and days",
                            "install -d /srv/skeleton; echo ada >/srv/skeleton/.name",
                            ADA + "umask: '027'\nskeleton: /srv/skeleton\npassword_lock: true\n"),
                    new Example(
                            "drifted in days, lock and key",
                            "useradd -m -p '!$6$8r5cEGhg$Cw2dUZwSfdB8' -e 2030-01-01 ada",
                            ADA + "password_lock: false\nssh_key_passphrase: one two 'three'\n"),
                    new Example(
                            "right in days, lock and key",
                            "useradd -m -p '!$6$8r5cEGhg$Cw2dUZwSfdB8' -e 2033-05-18 ada; chage -m 1 -M 90 -W 14 -I 30"
                                    + " ada; install -d -o ada -g ada -m 700 ~ada/.ssh; ssh-keygen -q -t ed25519 -N ''"
                                    + " -f ~ada/.ssh/id_ed25519",
                            ADA + "password: $6$8r5cEGhg$Cw2dUZwSfdB8\npassword_lock: true\n"),
                    new Example(
                            "a number that another has",
                            "useradd -u 1815 -M ada",
                            "name: byron\nuid: 1815\nnon_unique: true\nlocal: true\n"
                                    + "generate_ssh_key: true\nssh_key_type: ed25519\n"),
                    new Example(
                            "moved",
                            "useradd -m ada; echo x >~ada/notes",
                            "name: ada\nhome: /srv/ada\nmove_home: true\n"),
                    new Example(
                            "right",
                            "groupadd ssl; useradd -r -M -d /var/lib/etcd -s /usr/sbin/nologin -G ssl etcd",
                            ETCD),
                    new Example(
                            "to be removed", "useradd -m ada", "name: ada\nstate: absent\nremove: true\nforce: true\n"))
            .asInAnsible()
            .insteadOf(new Program("useradd"), new Program("usermod"), new Program("userdel"))
            .returns(UserResult.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        String name = params.name();
        List<StateKey<?>> keys = new ArrayList<>(List.of(Users.at(name), defaults(params), Groups.at(name)));
        keys.addAll(LocalFile.USERS.probes(params.local()));
        params.group().ifPresent(group -> keys.add(Groups.at(group)));
        params.groups().ifPresent(groups -> groups.forEach(group -> keys.add(Groups.at(group))));
        params.folder().home().ifPresent(home -> keys.add(Files.withoutDigest(Paths.clean(home))));
        if (params.secret().ofAny()) {
            keys.add(Passwords.at(name));
        }
        if (params.ageing().any()) {
            keys.add(Ageings.at(name));
        }
        return keys;
    }

    private static StateKey<UserDefaults> defaults(Params params) {
        return params.folder().skeleton().map(UserDefaults::with).orElse(UserDefaults.KEY);
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.secret().check());
        if (params.state() == Presence.PRESENT) {
            faults.addAll(params.key().check(params.force()));
        }
        return faults;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(Users.at(params.name())),
                user -> Plan.on(
                        known.of(defaults(params)),
                        given -> LocalFile.USERS
                                .foreign(params.local(), Users.at(params.name()), known)
                                .map(why -> params.state() == Presence.ABSENT ? Plan.UNCHANGED : new Plan.Rejected(why))
                                .orElseGet(() -> plan(params, user, given, known))));
    }

    private static Plan plan(Params params, UserState now, UserDefaults given, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            return UserRemoval.plan(params, now, given);
        }
        Optional<String> wrong = wrong(params, known);
        if (wrong.isPresent()) {
            return new Plan.Rejected(wrong.get());
        }
        StateKey<FileState> home = Files.withoutDigest(home(params, now, given));
        List<StateKey<?>> needed = new ArrayList<>(List.of(home));
        if (now instanceof UserState.Present user && user.group() instanceof Foreseen.Exactly<String>(String group)) {
            needed.add(Groups.at(group));
        }
        if (params.folder().moveHome()
                && now instanceof UserState.Present user
                && user.home() instanceof Foreseen.Exactly<String>(String old)) {
            needed.add(Files.withoutDigest(Paths.clean(old)));
        }
        if (!needed.stream().allMatch(known::has)) {
            return new Plan.Needs(needed);
        }
        UserDefaults defaults = params.folder().over(given);
        return Steps.inOrder(
                known,
                List.of(
                        before -> new UserPlan(params, defaults, before, home).plan(now),
                        after -> params.secret().plan(params.name(), !now.present(), after),
                        after -> params.ageing().plan(params.name(), after),
                        after ->
                                params.key().plan(params.name(), params.number().owner(params.name()), after)));
    }

    private static String home(Params params, UserState now, UserDefaults defaults) {
        Optional<String> present =
                now instanceof UserState.Present user && user.home() instanceof Foreseen.Exactly<String>(String home)
                        ? Optional.of(home)
                        : Optional.empty();
        return Paths.clean(params.folder().home().or(() -> present).orElse(defaults.homes() + "/" + params.name()));
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
        return UserResult.of(params, after);
    }
}
