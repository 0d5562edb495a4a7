package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Paths;
import play.files.Patterns;
import play.files.TextEncoding;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.value.Bytes;
import play.value.Content;

/** What in a text file matches a pattern, replaced wherever it does. */
public final class ReplaceModule implements Resource<ReplaceModule.Params> {
    public record Params(
            @Doc("Path of the file on the host.")
            @Alias({"dest", "destfile", "name"})
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("What is looked for, in Python's notation; ^ and $ stand for the start and end of each line, and . for"
                    + " anything within a line.")
            String regexp,

            @Doc("What each match is replaced by; \\1 and \\g<name> stand for what groups of regexp hold. Nothing"
                    + " removes it.")
            @Default("")
            Content replace,

            @Doc("Pattern after whose first match something is replaced; . stands for a line's end too.")
            Optional<String> after,

            @Doc("Pattern before whose match something is replaced: the first after 'after', else the last.")
            Optional<String> before,

            @Doc("Encoding of the file: utf-8, latin-1, cp1252 and others; the file stays in it.") @Default("utf-8")
            String encoding,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels,
            @Inline Replacing replacing) {}

    private static final String YAML = "path: /srv/app.conf\nregexp: '^(port *=).*$'\nreplace: '\\1 81'\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "replace",
                    "Replaces what matches a pattern, everywhere in a text file.",
                    Params.class,
                    new Example("right: nothing matches", "echo x >/srv/app.conf", YAML),
                    new Example("drifted", "printf 'port = 80\\nx\\nport=82\\n' >/srv/app.conf", YAML),
                    new Example("right", "printf 'port = 81\\n' >/srv/app.conf", YAML),
                    new Example(
                            "drifted in one section",
                            "printf '[a]\\nx = 1\\n[b]\\nx = 1\\n[c]\\nx = 1\\n' >/srv/app.conf",
                            "path: /srv/app.conf\nregexp: x = 1\nreplace: x = 2\nafter: '\\[b\\]'\nbefore: '\\[c\\]'\n"
                                    + "backup: true\n"))
            .returns(FileResult.OfText.class)
            .asInAnsible();

    private static final String NO_SECTION = "Pattern for before/after params did not match the given file: ";

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static EditedFile edited(Params params) {
        return new EditedFile(
                params.path(),
                false,
                params.replace().hasSecrets(),
                params.attributes(),
                params.replacing(),
                TextEncoding.named(params.encoding()).orElseThrow());
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(edited(params).probes());
        keys.addAll(params.labels().probes(Paths.clean(params.path())));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        Patterns.fault("regexp", params.regexp()).ifPresent(faults::add);
        params.after().flatMap(pattern -> Patterns.fault("after", pattern)).ifPresent(faults::add);
        params.before().flatMap(pattern -> Patterns.fault("before", pattern)).ifPresent(faults::add);
        TextEncoding.fault(params.encoding()).ifPresent(faults::add);
        if (faults.isEmpty()) {
            params.replace()
                    .bytes()
                    .flatMap(bytes -> new TextReplacement(params.regexp(), bytes.utf8()).fault())
                    .ifPresent(why -> faults.add(new Binding.Fault("replace", why)));
        }
        return faults;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.labels().after(edit(params, known), Paths.clean(params.path()), known);
    }

    private static Plan edit(Params params, Knowledge known) {
        Optional<Bytes> replace = params.replace().bytes();
        if (replace.isEmpty()) {
            return new Plan.Undetermined("what matches are replaced by is known after the run");
        }
        if (edited(params).missing(known)) {
            return new Plan.Rejected(Paths.clean(params.path()) + " does not exist; there is nothing to replace");
        }
        TextReplacement replacement =
                new TextReplacement(params.regexp(), replace.get().utf8());
        Optional<Pattern> section = TextReplacement.section(params.after(), params.before());
        return edited(params).plan(known, text -> replacement.edit(section, text));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = FileResult.ofText(Paths.clean(params.path()), after);
        TextReplacement.section(params.after(), params.before())
                .filter(section -> edited(params)
                        .text(after)
                        .filter(text -> !section.matcher(text).find())
                        .isPresent())
                .ifPresent(section ->
                        result.put("msg", NO_SECTION + TextReplacement.between(params.after(), params.before())));
        return result;
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        int count = edited(params)
                .text(before)
                .map(text -> new TextReplacement(
                                params.regexp(),
                                params.replace().bytes().map(Bytes::utf8).orElse(""))
                        .count(TextReplacement.section(params.after(), params.before()), text))
                .orElse(0);
        return Map.of("msg", count > 0 ? count + " replacements made" : FileResult.ATTRIBUTES_CHANGED);
    }
}
