package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Paths;
import play.files.TextEncoding;
import play.files.TextLines;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.Presence;
import play.value.Bytes;
import play.value.Content;

/** Some lines of a text file, between two marker lines. */
public final class BlockinfileModule implements Resource<BlockinfileModule.Params> {
    public record Params(
            @Doc("Path of the file on the host.")
            @Alias({"dest", "destfile", "name"})
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("The lines; none, like state absent, removes the block.") @Alias("content")
            Optional<Content> block,

            @Doc("The marker lines; {mark} stands for marker_begin and marker_end.")
            @Default("# {mark} ANSIBLE MANAGED BLOCK")
            @Matches(value = ".*\\{mark\\}.*", expected = "one line with {mark} in it")
            String marker,

            @Doc("What {mark} is above the block.") @Default("BEGIN")
            String markerBegin,

            @Doc("What {mark} is below the block.") @Default("END")
            String markerEnd,

            @Doc("Whether the block is to be there.") @Default("present")
            Presence state,

            @Inline Placement placement,

            @Doc("Whether an empty line stands before the block, unless it begins the file; one that is there is"
                    + " enough.")
            @Default("false")
            boolean prependNewline,

            @Doc("Whether an empty line stands after the block, unless it ends the file; one that is there is enough.")
            @Default("false")
            boolean appendNewline,

            @Inline Editing editing) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "blockinfile",
                    "Sets or removes a block of lines, between two marker lines, in a text file.",
                    Params.class,
                    new Example(
                            "absent", "", "path: /srv/hosts\nblock: |\n  10.0.0.1 one\n  10.0.0.2 two\ncreate: true\n"),
                    new Example(
                            "drifted",
                            "printf 'x\\n"
                                    + "# BEGIN ANSIBLE MANAGED BLOCK\\n"
                                    + "old\\n"
                                    + "# END ANSIBLE MANAGED BLOCK\\n"
                                    + "y\\n"
                                    + "' >/srv/hosts",
                            "path: /srv/hosts\nblock: new\n"),
                    new Example(
                            "right",
                            "printf 'x\\n"
                                    + "# BEGIN ANSIBLE MANAGED BLOCK\\n"
                                    + "new\\n"
                                    + "# END ANSIBLE MANAGED BLOCK\\n"
                                    + "y\\n"
                                    + "' >/srv/hosts",
                            "path: /srv/hosts\nblock: new\n"),
                    new Example(
                            "removed",
                            "printf 'x\\n"
                                    + "# BEGIN ANSIBLE MANAGED BLOCK\\n"
                                    + "new\\n"
                                    + "# END ANSIBLE MANAGED BLOCK\\n"
                                    + "y\\n"
                                    + "' >/srv/hosts",
                            "path: /srv/hosts\nstate: absent\n"),
                    new Example(
                            "between empty lines, in another encoding",
                            "printf 'caf\\351\\ny\\n' >/srv/hosts",
                            "path: /srv/hosts\nblock: new\ninsertafter: ^caf\nencoding: latin-1\n"
                                    + "prepend_newline: true\nappend_newline: true\n"))
            .returns(FileResult.OfText.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(edited(params).probes());
        keys.addAll(params.editing().labels().probes(Paths.clean(params.path())));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.placement().faults());
        TextEncoding.fault(params.editing().encoding()).ifPresent(faults::add);
        return faults;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.editing().labels().after(edit(params, known), Paths.clean(params.path()), known);
    }

    private static Plan edit(Params params, Knowledge known) {
        if (params.block().filter(block -> block.bytes().isEmpty()).isPresent()) {
            return new Plan.Undetermined("the block is known after the run");
        }
        if (params.state() == Presence.ABSENT && edited(params).missing(known)) {
            return Plan.UNCHANGED;
        }
        return edited(params).plan(known, edit(params)::edit);
    }

    private static BlockEdit edit(Params params) {
        String text = params.block().flatMap(Content::bytes).map(Bytes::utf8).orElse("");
        List<String> lines = params.state() == Presence.ABSENT || text.isBlank() ? List.of() : TextLines.of(text);
        return new BlockEdit(
                params.marker().replace("{mark}", params.markerBegin()),
                params.marker().replace("{mark}", params.markerEnd()),
                lines,
                params.placement().place(),
                params.prependNewline(),
                params.appendNewline());
    }

    private static EditedFile edited(Params params) {
        return params.editing().of(params.path(), params.block());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return FileResult.ofText(Paths.clean(params.path()), after);
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        Optional<String> text = edited(params).text(before);
        if (text.isEmpty()) {
            return Map.of("msg", "File created");
        }
        BlockEdit edit = edit(params);
        String done = edit.block().isEmpty() ? "Block removed" : "Block inserted";
        return Map.of("msg", edit.edit(text.get()).equals(text.get()) ? FileResult.ATTRIBUTES_CHANGED : done);
    }
}
