package play.modules.files;

import java.util.List;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Realm;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.value.Bytes;
import play.value.Foreseen;

/**
 * A file of the host that is to be kept on the controller.
 *
 * @param at where it stands on the host, where links end
 */
record FetchedFile(
        FetchModule.Params params, String at, FileState.Regular file, Observed.Certainty how, Knowledge known) {
    /** What stands at a path of the controller. */
    static StateKey<FileState> kept(String path) {
        return new StateKey<>(Realm.CONTROLLER, new Files(true), path);
    }

    Plan plan() {
        return Plan.on(
                known.of(kept(params.target())),
                kept -> kept instanceof FileState.Symlink ? behind() : compared(params.target(), kept));
    }

    /** What a link of the controller leads to is written, and the link stays. */
    private Plan behind() {
        StateKey<RealPath> leads = new StateKey<>(Realm.CONTROLLER, new RealPath.Family(), params.target());
        if (!known.has(leads)) {
            return new Plan.Needs(List.of(leads));
        }
        return Plan.on(known.of(leads), real -> switch (real) {
            case RealPath.Nowhere nowhere ->
                new Plan.Rejected(params.target() + " is a link of the controller that leads nowhere; remove it first");
            case RealPath.To(String path) ->
                known.has(kept(path))
                        ? Plan.on(known.of(kept(path)), kept -> compared(path, kept))
                        : new Plan.Needs(List.of(kept(path)));
        });
    }

    private Plan compared(String path, FileState kept) {
        return switch (kept) {
            case FileState.Absent absent -> fetched(path);
            case FileState.Regular regular -> regular(path, regular);
            case FileState.Directory directory ->
                new Plan.Rejected(path + " is a directory of the controller"
                        + (params.flat() ? "; with a slash at its end dest takes the file" : ""));
            case FileState other ->
                new Plan.Rejected(path + " is " + other.described() + " of the controller, not a file");
        };
    }

    private Plan regular(String path, FileState.Regular kept) {
        return switch (file.sha256()) {
            case Foreseen.Exactly<String> exact when exact.equals(kept.sha256()) -> Plan.UNCHANGED;
            case Foreseen.Exactly<String> other -> fetched(path);
            case Foreseen.Later<String>(String why) ->
                new Plan.Undetermined("what " + at + " will hold is unknown: " + why);
        };
    }

    private Plan fetched(String path) {
        if (file.size() instanceof Foreseen.Exactly<Long>(Long size) && size > WholeContent.LIMIT) {
            return new Plan.Rejected(at + " has " + size + " bytes; up to " + WholeContent.LIMIT + " are fetched");
        }
        // What is only foreseen can't be read, and need not, for nothing is carried out then.
        if (how == Observed.Certainty.FORESEEN) {
            return write(path, file, Bytes.EMPTY);
        }
        return known.has(WholeContent.at(at))
                ? Plan.on(known.of(WholeContent.at(at)), content -> checked(path, content))
                : new Plan.Needs(List.of(WholeContent.at(at)));
    }

    private Plan checked(String path, WholeContent content) {
        FileState.Regular arrived = new FileState.Regular(
                file.attributes(), new Foreseen.Exactly<>(content.bytes().sha256()), new Foreseen.Exactly<>((long)
                        content.bytes().toArray().length));
        boolean same = file.sha256().equals(arrived.sha256());
        return !content.present() || (params.validateChecksum() && !same)
                ? new Plan.Rejected(at + " changed while it was fetched; validate_checksum: false takes what arrives")
                : write(path, arrived, content.bytes());
    }

    private Plan write(String path, FileState.Regular arrived, Bytes content) {
        boolean open =
                file.attributes().mode() instanceof Foreseen.Exactly<Mode>(Mode mode) && (mode.bits() & 0004) != 0;
        FetchRecipe recipe = new FetchRecipe(path, content, open);
        String why = "who runs play decides";
        FileState.Regular after = new FileState.Regular(
                new FileState.Attributes(
                        new Foreseen.Later<>(why), new Foreseen.Later<>(why), new Foreseen.Later<>(why)),
                arrived.sha256(),
                arrived.size());
        return new Plan.Change(
                "fetch " + params.source() + " to " + params.target(),
                new Action.Produce(recipe.key(), recipe, List.of(new Effect.Sets<>(kept(path), after))));
    }
}
