package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;
import play.value.Unknown;

/**
 * What was kept of a file before it was replaced: {@code /etc/motd.4711.2026-01-31@09:00:00~} beside {@code /etc/motd},
 * as Ansible names it.
 *
 * @param path of the youngest; empty where there is none
 */
public record Backup(Foreseen<String> path) implements HostState {
    /** Names are made by the host, for only it knows the time. */
    private static final String KEEPING = """
        p=%s
        play_enter
        s=$(date +%%Y-%%m-%%d@%%H:%%M:%%S)
        i=$$
        while [ -e "$n.$i.$s~" ] || [ -h "$n.$i.$s~" ]; do i=$((i+1)); done
        umask 077
        set -C
        exec 4>"$n.$i.$s~"
        set +C
        cat <&3 >&4
        f=/proc/self/fd/3
        chown -- "$(stat -L -c %%u:%%g -- "$f")" /proc/self/fd/4 2>/dev/null ||
          chgrp -- "$(stat -L -c %%g -- "$f")" /proc/self/fd/4 2>/dev/null || :
        chmod -- "0$(stat -L -c %%a -- "$f")" /proc/self/fd/4
        if [ -e /sys/fs/selinux/enforce ]; then chcon --reference="$f" -- /proc/self/fd/4 || :; fi
        touch -r "$f" -- /proc/self/fd/4
        """;

    @Override
    public boolean present() {
        return !path.is("");
    }

    /**
     * A plan that keeps what the file holds first, where the plan replaces it. That it is asked for the youngest backup
     * only then tells {@link #told} of one.
     *
     * @param file what is replaced
     * @param name the path beside which it is kept: that of a link which leads to the file, or the file's own
     */
    public static Plan before(Plan plan, String file, String name, Knowledge known) {
        if (!(plan instanceof Plan.Change(String title, List<Action> actions))
                || actions.stream().noneMatch(action -> action instanceof Action.WriteFile)
                || !(known.of(Files.withoutDigest(file)) instanceof Observed.Known<FileState>(FileState state, var how))
                || !state.present()) {
            return plan;
        }
        if (!known.has(at(name))) {
            return new Plan.Needs(List.of(at(name)));
        }
        List<Action> all = new ArrayList<>(actions);
        all.addFirst(keeping(file, name));
        return new Plan.Change(title, all);
    }

    private static Action keeping(String file, String name) {
        String script = FileScript.enter(file)
                + "if [ -h \"$n\" ]; then [ -f \"$n\" ] || exit 0; exec 3<\"$n\"; else play_hold; fi\ncd -- \"$home\"\n"
                + KEEPING.formatted(ShellWords.quote(name));
        Backup after = new Backup(new Foreseen.Later<>("the host names the backup when it is made"));
        return new Action.Run(
                "keep a backup of " + name, Script.of(script), List.of(new Effect.Sets<>(at(name), after)));
    }

    /** Adds {@code backup_file} to the result of a task that has kept a backup. */
    public static void told(Map<String, @Nullable Object> result, String name, Knowledge after) {
        if (!after.has(at(name))) {
            return;
        }
        switch (after.of(at(name))) {
            case Observed.Unknown<Backup>(String why) -> result.put("backup_file", new Unknown(why));
            case Observed.Known<Backup>(Backup backup, var how) ->
                result.put("backup_file", backup.path().orUnknown());
        }
    }

    private static StateKey<Backup> at(String name) {
        return new Family().key(Paths.clean(name));
    }

    /** The youngest backup beside each path. */
    record Family() implements StateFamily<Backup> {
        private static final String READ = """
            for p do
              b=$(ls -dtc -- "$p".*[0-9].[0-9]*-[0-9]*-[0-9]*@[0-9]*:[0-9]*:[0-9]*~ 2>/dev/null | head -n 1)
              printf '%s\\0' "$b"
            done
            """;

        @Override
        public String name() {
            return "backup";
        }

        @Override
        public Class<Backup> type() {
            return Backup.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<Backup> absent() {
            return Optional.of(new Backup(new Foreseen.Exactly<>("")));
        }

        @Override
        public Script read(List<StateKey<Backup>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<Backup> told(List<StateKey<Backup>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String found = parts.next("the name of a backup");
                if (!found.isEmpty() && !found.startsWith(path + ".")) {
                    throw UnknownStateException.expected("a name that begins with " + path, found);
                }
                return new Backup(new Foreseen.Exactly<>(found));
            };
        }
    }
}
