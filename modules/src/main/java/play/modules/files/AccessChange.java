package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import play.files.ResolvedPath;
import play.files.Steps;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/**
 * An entry that is to be in an access list, or not to be there.
 *
 * @param path absolute and clean
 * @param byDefault whether it is one of the list that what is made in a directory gets
 */
record AccessChange(String path, AccessEntry entry, boolean byDefault, AccessEntry.MaskPolicy policy) {
    List<StateKey<?>> probes() {
        return List.of(Files.withoutDigest(path), AccessLists.at(path));
    }

    /** The list of what stands at the path, or where a link there leads. */
    Observed<AccessList> list(Knowledge known) {
        String at = ResolvedPath.follow(path, known) instanceof ResolvedPath.At(String end, FileState state)
                        && known.has(AccessLists.at(end))
                ? end
                : path;
        return known.of(AccessLists.at(at));
    }

    Plan plan(AclModule.Params params, Knowledge known) {
        return ExistingPath.refused(path, params.follow(), known)
                .orElseGet(() -> ResolvedPath.plan(path, known, (at, found) -> switch (found) {
                    case FileState.Regular file -> at(at, file, params, known);
                    case FileState.Directory directory -> at(at, directory, params, known);
                    case FileState.Absent absent ->
                        new Plan.Rejected(at + " does not exist; an access list needs a file or directory");
                    case FileState other ->
                        new Plan.Rejected(at + " is " + other.described() + ", whose access list is not set");
                }));
    }

    private Plan at(String at, FileState state, AclModule.Params params, Knowledge known) {
        if (params.state() == AclModule.State.QUERY) {
            return known.has(AccessLists.at(at)) ? Plan.UNCHANGED : new Plan.Needs(List.of(AccessLists.at(at)));
        }
        if (byDefault && !(state instanceof FileState.Directory)) {
            return new Plan.Rejected(at + " is a file; only directories have entries for what is made in them");
        }
        Plan itself = itself(at, state, known);
        return params.recursive() && state instanceof FileState.Directory
                ? Steps.inOrder(known, List.of(now -> itself, now -> below(at).plan(known)))
                : itself;
    }

    private AccessBelow below(String at) {
        return new AccessBelow(at, words(), byDefault);
    }

    private Plan itself(String at, FileState state, Knowledge known) {
        if (!known.has(AccessLists.at(at))) {
            return new Plan.Needs(List.of(AccessLists.at(at)));
        }
        return Plan.on(known.of(AccessLists.at(at)), list -> switch (list) {
            case AccessList.None none ->
                new Plan.Undetermined("an earlier task makes " + at + ", and its access list is known after the run");
            case AccessList.Of of -> change(at, state, seen(of, state));
        });
    }

    /** With the permission bits that earlier tasks of a dry run give to a file. */
    private static AccessList.Of seen(AccessList.Of list, FileState state) {
        Optional<Mode> mode = state.attributesIfAny()
                .flatMap(held -> held.mode() instanceof Foreseen.Exactly<Mode>(Mode exact)
                        ? Optional.of(exact)
                        : Optional.empty());
        if (mode.isEmpty()) {
            return list;
        }
        SortedMap<String, String> entries = new TreeMap<>(list.of(false));
        entries.put("user::", bits(mode.get().bits() >> 6));
        entries.put(
                entries.containsKey(AccessEntry.MASK) ? AccessEntry.MASK : "group::",
                bits(mode.get().bits() >> 3));
        entries.put("other::", bits(mode.get().bits()));
        return list.with(false, entries);
    }

    private static String bits(int mode) {
        return ((mode & 4) != 0 ? "r" : "-") + ((mode & 2) != 0 ? "w" : "-") + ((mode & 1) != 0 ? "x" : "-");
    }

    private static int number(String bits) {
        return (bits.charAt(0) == 'r' ? 4 : 0) + (bits.charAt(1) == 'w' ? 2 : 0) + (bits.charAt(2) == 'x' ? 1 : 0);
    }

    private Plan change(String at, FileState state, AccessList.Of list) {
        boolean directory = state instanceof FileState.Directory;
        SortedMap<String, String> usual = new TreeMap<>(list.of(false));
        usual.keySet().retainAll(List.of("user::", "group::", "other::"));
        AccessList.Of after = list.with(byDefault, entry.in(list.of(byDefault), usual, directory, policy));
        if (after.equals(list)) {
            return Plan.UNCHANGED;
        }
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Sets<>(AccessLists.at(at), after)));
        FileState shown = shown(state, after.of(false));
        if (!shown.equals(state)) {
            effects.add(new Effect.Sets<>(Files.withoutDigest(at), shown));
        }
        String title = "set the access list of " + at;
        String script = FileScript.enter(at) + FileScript.reach(directory) + "setfacl " + words() + " -- \"$f\"\n";
        return new Plan.Change(title, new Action.Run(title, Script.of(script), effects));
    }

    private String words() {
        String mask = switch (policy) {
            case DEFAULT -> "";
            case MASK -> "--mask ";
            case NO_MASK -> "-n ";
        };
        String written = (byDefault ? "default:" : "") + entry.who();
        return mask
                + entry.permissions()
                        .map(permissions -> "-m " + ShellWords.quote(written + permissions))
                        .orElseGet(() -> "-x " + ShellWords.quote(written));
    }

    /** The bits that the list shows to whoever knows no lists. */
    private static FileState shown(FileState state, Map<String, String> entries) {
        SortedMap<String, String> list = new TreeMap<>(entries);
        return switch (state) {
            case FileState.Regular(var attributes, var sha256, var size) ->
                new FileState.Regular(shown(attributes, list), sha256, size);
            case FileState.Directory(var attributes) -> new FileState.Directory(shown(attributes, list));
            case FileState other -> other;
        };
    }

    private static Attributes shown(Attributes attributes, SortedMap<String, String> list) {
        return new Attributes(
                attributes.owner(),
                attributes.group(),
                attributes
                        .mode()
                        .map(mode -> new Mode((mode.bits() & 07000)
                                | number(list.getOrDefault("user::", "---")) << 6
                                | number(AccessEntry.shown(list)) << 3
                                | number(list.getOrDefault("other::", "---")))));
    }
}
