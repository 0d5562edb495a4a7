package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.users.UserModule.Params;
import play.value.Foreseen;

/** Finds the steps that make a user or change it. Used for one plan. */
final class UserPlan {
    private final Params params;
    private final UserDefaults defaults;
    private final Knowledge known;
    private final StateKey<FileState> home;
    private final List<Action> actions = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** @param home where the user's home folder is to be */
    UserPlan(Params params, UserDefaults defaults, Knowledge known, StateKey<FileState> home) {
        this.params = params;
        this.defaults = defaults;
        this.known = known;
        this.home = home;
    }

    Plan plan(UserState now) {
        String name = params.name();
        switch (now) {
            case UserState.Absent absent -> create();
            case UserState.Present user -> change(user);
        }
        if (known.of(home) instanceof Observed.Unknown<FileState>(String reason)
                && params.folder().createHome()) {
            return new Plan.Undetermined(reason);
        }
        if (actions.isEmpty()) {
            return Plan.UNCHANGED;
        }
        String what = now.present() ? "set " + String.join(", ", words) + " of " : "create ";
        return new Plan.Change(what + "the user " + name, actions);
    }

    private void create() {
        String name = params.name();
        String group = params.group().orElse(name);
        boolean ownGroup = params.group().isEmpty() && !known(Groups.at(name));
        boolean makesHome = params.folder().createHome() && !known(home);
        List<String> further = sorted(params.groups().orElse(List.of()), List.of(), group);
        UserState after = new UserState.Present(
                params.number()
                        .uid()
                        .<Foreseen<Long>>map(Foreseen.Exactly::new)
                        .orElse(new Foreseen.Later<>("useradd takes a free number")),
                new Foreseen.Exactly<>(group),
                new Foreseen.Exactly<>(further),
                new Foreseen.Exactly<>(home.id()),
                new Foreseen.Exactly<>(params.shell().orElse(defaults.shell())),
                new Foreseen.Exactly<>(params.comment().orElse("")));
        List<String> command = new ArrayList<>(List.of("useradd"));
        if (params.system()) {
            command.add("-r");
        }
        command.addAll(params.number().words());
        command.addAll(ownGroup ? List.of("-U") : List.of("-g", group));
        if (!further.isEmpty()) {
            command.addAll(List.of("-G", String.join(",", further)));
        }
        params.comment().ifPresent(comment -> command.addAll(List.of("-c", comment)));
        command.addAll(List.of("-d", home.id(), "-s", params.shell().orElse(defaults.shell())));
        command.addAll(makesHome ? params.folder().words() : List.of("-M"));
        command.addAll(List.of("--", name));
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Sets<>(Users.at(name), after)));
        if (ownGroup) {
            effects.add(new Effect.Sets<>(
                    Groups.at(name), new GroupState.Present(new Foreseen.Later<>("useradd takes a free number"))));
        }
        if (makesHome) {
            effects.addAll(
                    new HomeFolder(home.id(), params.number().owner(name), new Foreseen.Exactly<>(group), defaults)
                            .effects());
            mailbox().ifPresent(effects::add);
        }
        String chmod = makesHome && params.folder().umask().isPresent()
                ? " && chmod " + defaults.homeMode() + " -- " + ShellWords.quote(home.id())
                : "";
        run(command, chmod, effects);
    }

    private Optional<Effect> mailbox() {
        FileState.Attributes later = new FileState.Attributes(
                params.number().owner(params.name()),
                new Foreseen.Exactly<>("mail"),
                new Foreseen.Later<>("useradd decides"));
        return defaults.mailbox()
                ? Optional.of(new Effect.Sets<FileState>(
                        Files.at("/var/spool/mail/" + params.name()),
                        new FileState.Regular(later, play.value.Content.of("").sha256(), new Foreseen.Exactly<>(0L))))
                : Optional.empty();
    }

    private void change(UserState.Present user) {
        List<String> command = new ArrayList<>(List.of("usermod"));
        Foreseen<Long> uid = wanted("uid", user.uid(), params.number().uid(), "-u", command);
        if (params.number().nonUnique() && !uid.equals(user.uid())) {
            command.add("-o");
        }
        Foreseen<String> group = wanted("group", user.group(), params.group(), "-g", command);
        List<String> present =
                user.groups() instanceof Foreseen.Exactly<List<String>>(List<String> names) ? names : List.of();
        String primary = group instanceof Foreseen.Exactly<String>(String name) ? name : "";
        Foreseen<List<String>> groups = params.groups()
                .<Foreseen<List<String>>>map(
                        names -> new Foreseen.Exactly<>(sorted(names, params.append() ? present : List.of(), primary)))
                .orElse(user.groups());
        if (!groups.equals(user.groups()) && groups instanceof Foreseen.Exactly<List<String>>(List<String> names)) {
            words.add("groups");
            command.addAll(List.of("-G", String.join(",", names)));
        }
        Foreseen<String> folder =
                wanted("home", user.home(), params.folder().home().map(path -> home.id()), "-d", command);
        boolean moves = moves(user, folder);
        Foreseen<String> shell = wanted("shell", user.shell(), params.shell(), "-s", command);
        Foreseen<String> comment = wanted("comment", user.comment(), params.comment(), "-c", command);
        UserState after = new UserState.Present(uid, group, groups, folder, shell, comment);
        if (command.size() > 1) {
            List<Effect> effects = new ArrayList<>(List.of(new Effect.Sets<>(Users.at(params.name()), after)));
            if (moves) {
                command.add("-m");
                effects.addAll(moved(user.home(), group));
            }
            command.addAll(List.of("--", params.name()));
            run(command, "", effects);
        }
        if (params.folder().createHome() && !moves && !known(home) && ofPeople(home.id())) {
            makeHome(group);
        }
    }

    /** What stands at the new place already is not replaced. */
    private boolean moves(UserState.Present user, Foreseen<String> folder) {
        return params.folder().moveHome()
                && !folder.equals(user.home())
                && user.home() instanceof Foreseen.Exactly<String>(String old)
                && known(Files.withoutDigest(Paths.clean(old)))
                && !known(home);
    }

    /** Accounts of the system point at such places to say that they have no home. */
    private static boolean ofPeople(String path) {
        return !path.equals("/nonexistent") && !path.startsWith("/dev/");
    }

    private void makeHome(Foreseen<String> group) {
        words.add("home directory");
        String name = ShellWords.quote(params.name());
        String script = "set -e\nh=" + ShellWords.quote(home.id()) + "\nmkdir -p -m " + defaults.homeMode()
                + " -- \"$h\"\n"
                + "s="
                + params.folder().skeleton().map(ShellWords::quote).orElse("$(useradd -D | sed -n 's/^SKEL=//p')")
                + "\n"
                + "if [ -d \"$s\" ]; then cp -R -P -p \"$s/.\" \"$h/\"; fi\n"
                + "chown -R -h " + name + ":\"$(id -gn " + name + ")\" \"$h\"\nchmod " + defaults.homeMode()
                + " \"$h\"\n";
        actions.add(new Action.Run(
                "make " + home.id(),
                Script.of(script),
                new HomeFolder(home.id(), params.number().owner(params.name()), group, defaults).effects()));
    }

    private List<Effect> moved(Foreseen<String> from, Foreseen<String> group) {
        FileState.Attributes attributes = new FileState.Attributes(
                params.number().owner(params.name()), group, new Foreseen.Later<>("it moves as it is"));
        Reach reach = from instanceof Foreseen.Exactly<String>(String old) ? Reach.paths(old, home.id()) : Reach.HOST;
        List<Effect> effects =
                new ArrayList<>(List.of(new Effect.Opaque("what is in the home directory moves along", reach)));
        if (from instanceof Foreseen.Exactly<String>(String old)) {
            effects.add(new Effect.Sets<>(Files.at(old), FileState.ABSENT));
        }
        effects.add(new Effect.Sets<>(Files.at(home.id()), new FileState.Directory(attributes)));
        return effects;
    }

    private <T> Foreseen<T> wanted(
            String word, Foreseen<T> present, Optional<T> wish, String flag, List<String> command) {
        if (wish.isEmpty() || present.is(wish.get())) {
            return present;
        }
        words.add(word);
        command.addAll(List.of(flag, wish.get().toString()));
        return new Foreseen.Exactly<>(wish.get());
    }

    private <S extends play.host.HostState> boolean known(StateKey<S> key) {
        return known.of(key) instanceof Observed.Known<S>(S state, var how) && state.present();
    }

    private static List<String> sorted(List<String> names, List<String> more, String primary) {
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(more);
        all.remove(primary);
        return List.copyOf(all);
    }

    /** @param more what follows the command in the shell */
    private void run(List<String> command, String more, List<Effect> effects) {
        String title = command.getFirst() + " " + params.name();
        actions.add(new Action.Run(title, Script.of("LC_ALL=C " + ShellWords.join(command) + more), effects));
    }
}
