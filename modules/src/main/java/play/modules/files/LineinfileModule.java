package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Paths;
import play.files.Patterns;
import play.files.TextEncoding;
import play.files.TextLines;
import play.host.Knowledge;
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
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.param.RequiredOneOf;
import play.result.When;
import play.value.Content;

/** One line of a text file. */
public final class LineinfileModule implements Resource<LineinfileModule.Params> {
    @MutuallyExclusive({"regexp", "search_string"})
    @RequiredOneOf({"line", "regexp", "search_string"})
    @RequiredIf(when = "state", is = "present", needs = "line")
    public record Params(
            @Doc("Path of the file on the host.")
            @Alias({"dest", "destfile", "name"})
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("The line, without its end.") @Alias("value")
            Optional<Content> line,

            @Doc("Pattern of the line to replace (the last that matches) or remove (all that match).") @Alias("regex")
            Optional<String> regexp,

            @Doc("Text within the line to replace or remove.")
            Optional<String> searchString,

            @Doc("Whether the line is to be there.") @Default("present")
            Presence state,

            @Inline Placement placement,

            @Doc("Whether \\1 in the line stands for a group of regexp; then nothing is done where regexp does not"
                    + " match.")
            @Default("false")
            boolean backrefs,

            @Doc("Whether the first match counts rather than the last.") @Default("false")
            boolean firstmatch,

            @Inline Editing editing) {}

    record Result(
            @Inline FileResult.OfText edited,

            @Doc("The same as backup_file, or an empty text.")
            String backup,

            @Doc("How many lines were removed.") @When("state is absent, and there is a file")
            Optional<Long> found) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "lineinfile",
                    "Sets or removes one line of a text file.",
                    Params.class,
                    new Example("absent", "", "path: /srv/app.conf\nline: a=1\ncreate: true\n"),
                    new Example(
                            "drifted",
                            "printf 'a=0\\nb=0\\n' >/srv/app.conf",
                            "path: /srv/app.conf\nregexp: '^a='\nline: a=1\n"),
                    new Example(
                            "right",
                            "printf 'a=1\\nb=0\\n' >/srv/app.conf",
                            "path: /srv/app.conf\nregexp: '^a='\nline: a=1\n"),
                    new Example(
                            "removed",
                            "printf 'a=1\\nb=0\\na=2\\n' >/srv/app.conf",
                            "path: /srv/app.conf\nregexp: '^a='\nstate: absent\n"),
                    new Example(
                            "beside another line, through a link",
                            "printf 'one\\nthree\\n' >/srv/real; ln -s real /srv/app.conf",
                            "path: /srv/app.conf\nline: two\ninsertafter: '^one$'\n"))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(new Program("sed", "^(?!.*\\s(-\\w*i|--in-place))"));

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
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.backrefs() && params.regexp().isEmpty()) {
            faults.add(new Binding.Fault("backrefs", "backrefs needs regexp, whose groups it refers to"));
        }
        params.regexp().flatMap(pattern -> Patterns.fault("regexp", pattern)).ifPresent(faults::add);
        faults.addAll(params.placement().faults());
        TextEncoding.fault(params.editing().encoding()).ifPresent(faults::add);
        return faults;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.editing().labels().after(edit(params, known), Paths.clean(params.path()), known);
    }

    private static Plan edit(Params params, Knowledge known) {
        if (params.line().filter(line -> line.bytes().isEmpty()).isPresent()) {
            return new Plan.Undetermined("the line is known after the run");
        }
        return plan(params, edit(params), known);
    }

    private static Plan plan(Params params, LineEdit edit, Knowledge known) {
        if (params.state() == Presence.PRESENT) {
            return edited(params).plan(known, edit::present);
        }
        EditedFile file = edited(params);
        return file.missing(known) ? Plan.UNCHANGED : file.plan(known, edit::absent);
    }

    private static LineEdit edit(Params params) {
        String line = params.line()
                .flatMap(Content::bytes)
                .map(bytes -> bytes.utf8().replaceAll("[\r\n]+$", ""))
                .orElse("");
        LineEdit.Search search =
                new LineEdit.Search(params.regexp().map(Lines::pattern), params.searchString(), params.firstmatch());
        return new LineEdit(search, line, params.placement().place(), params.backrefs());
    }

    private static EditedFile edited(Params params) {
        return params.editing().of(params.path(), params.line());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = FileResult.ofText(Paths.clean(params.path()), after);
        result.put("backup", result.getOrDefault("backup_file", ""));
        if (params.state() == Presence.ABSENT && edited(params).missing(after)) {
            result.put("msg", "file not present");
        } else if (params.state() == Presence.ABSENT) {
            result.put("found", 0L);
        }
        return result;
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        String text = edited(params).text(before).orElse("");
        if (params.state() == Presence.ABSENT) {
            long found = lines(text) - lines(edit(params).absent(text));
            return Map.of(
                    "found", found, "msg", found > 0 ? found + " line(s) removed" : FileResult.ATTRIBUTES_CHANGED);
        }
        String edited = edit(params).present(text);
        String done = lines(edited) > lines(text) ? "line added" : "line replaced";
        return Map.of("msg", edited.equals(text) ? FileResult.ATTRIBUTES_CHANGED : done);
    }

    private static long lines(String text) {
        return TextLines.of(text).size();
    }
}
