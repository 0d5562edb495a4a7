package play.modules.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Steps;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Presence;
import play.result.When;
import play.value.Bytes;
import play.value.Foreseen;

/** Keys with which somebody may log in as a user. */
public final class AuthorizedKeyModule implements Resource<AuthorizedKeyModule.Params> {
    public record Params(
            @Doc("The user that the keys let in; it must be there.")
            @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            String user,

            @Doc("Public keys, one in each line, as in the .pub files of ssh-keygen; options may stand before each.")
            PublicKeys key,

            @Doc("The file; without, .ssh/authorized_keys in the user's home.") @HostPath
            Optional<String> path,

            @Doc("Whether the file's directory is made and belongs to the user alone; without, it does, and path may"
                    + " not be in a directory of somebody else outside the user's home. false leaves a directory as it"
                    + " is.")
            Optional<Boolean> manageDir,

            @Doc("Whether the keys are to be there.") @Default("present")
            Presence state,

            @Doc("Options of all the keys, with commas between them, in place of their own: no-pty,from=\"10.0.0.1\".")
            @Matches(value = "[^\\n]*", expected = "a single line")
            Optional<String> keyOptions,

            @Doc("Whether nothing else is to be in the file. All keys have to be given at once then: a loop leaves only"
                    + " the last.")
            @Default("false")
            boolean exclusive,

            @Doc("Comment of all the keys, in place of their own.")
            @Matches(value = "[^\\n]*", expected = "a single line")
            Optional<String> comment,

            @Doc("Whether a link at the path stays, and the file that it leads to is written; without, the file takes"
                    + " the link's place.")
            @Default("false")
            boolean follow,

            @Doc("Whether a server's certificate is verified where key is a URL.")
            @Default("true")
            @NoEffect("Keys are not fetched from URLs here, so there is nothing to verify. Leave it out.")
            boolean validateCerts) {

        private List<AuthorizedKey> keys() {
            return key.keys().stream()
                    .map(read -> read.with(keyOptions, comment))
                    .toList();
        }

        private String edited(String text) {
            if (state == Presence.ABSENT) {
                return AuthorizedKeysText.without(text, keys());
            }
            return exclusive ? AuthorizedKeysText.only(text, keys()) : AuthorizedKeysText.with(text, keys());
        }
    }

    record Result(
            @Doc("The user.") String user,
            @Doc("The keys, as the task says them.") String key,

            @Doc("The file.") @When("the user's home is known")
            Optional<String> keyfile,

            @Doc("present or absent.") String state,
            @Doc("As the task says it.") boolean exclusive,
            @Doc("As the task says it.") boolean manageDir) {}

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
    private static final String ADA = "user: ada\nkey: " + KEY + " ada@example\n";
    private static final String HOME = "useradd -m ada\n";
    private static final String FILE = HOME + "install -d -o ada -g ada -m 700 ~ada/.ssh\n"
            + "install -o ada -g ada -m 600 /dev/null ~ada/.ssh/authorized_keys\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "authorized_key",
                    "Adds or removes keys with which somebody may log in as a user.",
                    Params.class,
                    new Example("absent", HOME, ADA),
                    new Example(
                            "drifted",
                            FILE + "echo 'no-pty " + KEY + "' >~ada/.ssh/authorized_keys\n",
                            ADA + "key_options: 'from=\"10.0.0.1,10.0.0.2\"'\n"),
                    new Example("right", FILE + "echo '" + KEY + " ada@example' >~ada/.ssh/authorized_keys\n", ADA),
                    new Example(
                            "nothing else",
                            FILE + "printf '# mine\\nssh-rsa AAAA other\\n' >~ada/.ssh/authorized_keys\n",
                            ADA + "exclusive: true\n"),
                    new Example(
                            "to be removed",
                            FILE + "printf '" + KEY + "\\n# kept\\n' >~ada/.ssh/authorized_keys\n",
                            ADA + "state: absent\n"))
            .alias("ansible.posix.authorized_key")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.keyOptions().map(AuthorizedKey::areSound).orElse(true)) {
            faults.add(new Binding.Fault(
                    "key_options",
                    "key_options has a blank or an open quote: values stand between double quotes, as in"
                            + " command=\"/bin/true -x\""));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(Users.at(params.user())));
        params.path().ifPresent(path -> {
            keys.add(Files.withoutDigest(Paths.clean(path)));
            keys.add(FileTexts.at(Paths.clean(path)));
        });
        return keys;
    }

    /** The file, and its directory, which may be made. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.ofNullable(known.get("path"))
                .filter(path -> path.startsWith("/"))
                .map(path -> Reach.files(Paths.parent(Paths.clean(path))));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(Users.at(params.user())), user -> switch (user) {
            case UserState.Absent absent ->
                new Plan.Rejected("there is no user " + params.user() + "; add it before, with `user: name="
                        + params.user() + "`");
            case UserState.Present present ->
                switch (path(params, present)) {
                    case Foreseen.Later<String>(String why) -> new Plan.Undetermined(why);
                    case Foreseen.Exactly<String>(String path) -> plan(params, path, present, known);
                };
        });
    }

    private static Foreseen<String> path(Params params, UserState.Present user) {
        return params.path()
                .<Foreseen<String>>map(path -> new Foreseen.Exactly<>(Paths.clean(path)))
                .orElseGet(() -> user.home().map(home -> Paths.join(home, ".ssh/authorized_keys")));
    }

    private static Plan plan(Params params, String path, UserState.Present user, Knowledge known) {
        if (!(user.group() instanceof Foreseen.Exactly<String>(String group))) {
            return new Plan.Undetermined("the group of " + params.user() + " is known after the run");
        }
        Optional<String> home =
                user.home() instanceof Foreseen.Exactly<String>(String at) ? Optional.of(at) : Optional.empty();
        KeyFile file = new KeyFile(path, params.user(), group, home);
        List<StateKey<?>> needed = new ArrayList<>(file.probes());
        needed.add(FileTexts.at(path));
        List<StateKey<?>> missing =
                needed.stream().filter(key -> !known.has(key)).distinct().toList();
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        return Plan.on(known.of(FileTexts.at(path)), text -> switch (text) {
            case FileText.Held(Bytes bytes, boolean secret) ->
                bytes.text()
                        .map(held -> edited(params, file, held, known))
                        .orElseGet(() -> new Plan.Rejected(path + " is not UTF-8 text"));
            case FileText.TooLarge(long size) ->
                new Plan.Rejected(path + " has " + size + " bytes, which is too large to be edited");
            case FileText.Missing none -> edited(params, file, "", known);
        });
    }

    private static Plan edited(Params params, KeyFile file, String text, Knowledge known) {
        String edited = params.edited(text);
        boolean there =
                known.of(Files.withoutDigest(file.path())) instanceof Observed.Known<FileState>(FileState held, var how)
                        && held.present();
        if (edited.equals(text) && (there || edited.isEmpty())) {
            return Plan.UNCHANGED;
        }
        return Steps.inOrder(
                known,
                List.of(now -> file.place(params.manageDir(), now), now -> file.write(edited, params.follow(), now)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new HashMap<>(Map.of(
                "user", params.user(),
                "key", params.key().text(),
                "state", params.state() == Presence.ABSENT ? "absent" : "present",
                "exclusive", params.exclusive(),
                "manage_dir", params.manageDir().orElse(true)));
        if (after.of(Users.at(params.user())) instanceof Observed.Known<UserState>(UserState.Present user, var how)
                && path(params, user) instanceof Foreseen.Exactly<String>(String path)) {
            result.put("keyfile", path);
        }
        return result;
    }
}
