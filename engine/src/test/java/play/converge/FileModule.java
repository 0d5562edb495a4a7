package play.converge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** A file that holds a text, below a folder that must be there; the smallest resource that reads, plans and writes. */
final class FileModule implements Resource<FileModule.Params> {
    private static final Foreseen<String> ANYBODY = new Foreseen.Later<>("whoever runs the tests");

    record Params(String path, String text, Optional<String> check) {
        Params(String path, String text) {
            this(path, text, Optional.empty());
        }
    }

    @Override
    public ModuleSpec<Params> spec() {
        return ModuleSpec.of("file_text", "Writes a text.", Params.class);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Files.at(params.path()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        StateKey<FileState> folder =
                Files.withoutDigest(params.path().substring(0, params.path().lastIndexOf('/')));
        if (!known.has(folder)) {
            return new Plan.Needs(List.of(folder));
        }
        return switch (known.of(folder)) {
            case Observed.Unknown<FileState>(String why) -> new Plan.Undetermined(why);
            case Observed.Known<FileState>(FileState.Directory there, var how) -> file(params, known);
            case Observed.Known<FileState> other -> new Plan.Rejected("there is no folder " + folder.id());
        };
    }

    private static Plan file(Params params, Knowledge known) {
        Bytes bytes = Bytes.of(params.text());
        FileState.Regular wanted = new FileState.Regular(
                new FileState.Attributes(ANYBODY, ANYBODY, new Foreseen.Exactly<>(new Mode(0640))),
                new Foreseen.Exactly<>(bytes.sha256()),
                new Foreseen.Exactly<>((long) bytes.length()));
        return switch (known.of(Files.at(params.path()))) {
            case Observed.Unknown<FileState>(String why) -> new Plan.Undetermined(why);
            case Observed.Known<FileState>(FileState.Regular there, var how)
            when there.sha256().equals(wanted.sha256()) -> Plan.UNCHANGED;
            case Observed.Known<FileState> other ->
                new Plan.Change(
                        "write " + params.path(),
                        new Action.WriteFile(
                                params.path(),
                                Content.of(params.text()),
                                wanted,
                                new Replacing(params.check(), false)));
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("path", params.path());
    }
}
