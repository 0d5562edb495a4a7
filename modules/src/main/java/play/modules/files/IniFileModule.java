package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Paths;
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
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.value.Bytes;
import play.value.Content;

/** One option of an INI file. */
public final class IniFileModule implements Resource<IniFileModule.Params> {
    @MutuallyExclusive({"value", "values"})
    public record Params(
            @Doc("Path of the file on the host.") @Alias("dest") @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("Name of the section; without, what stands before the first one is meant.")
            @Matches(value = "[^\\[\\]\\n]*", expected = "the name of a section, without brackets")
            Optional<String> section,

            @Doc("Name of the option; without, the section as a whole is meant.")
            @Matches(value = "[^=\\n]+", expected = "the name of an option")
            Optional<String> option,

            @Doc("Its value.") Optional<Content> value,

            @Doc("Its values, where it may be there several times.") @Default("[]")
            List<String> values,

            @Doc("Whether it is to be there.") @Default("present")
            Presence state,

            @Doc("Whether other values of the option are removed, and with state absent all of them.") @Default("true")
            boolean exclusive,

            @Doc("Whether nothing stands around the equals sign.") @Default("false")
            boolean noExtraSpaces,

            @Doc("Whether a line that differs only in blanks around the equals sign is left as it is.")
            @Default("false")
            boolean ignoreSpaces,

            @Doc("Whether an option without a value stands alone, without an equals sign.") @Default("false")
            boolean allowNoValue,

            @Doc("Whether an option that is commented out is replaced rather than left above the new one.")
            @Default("true")
            boolean modifyInactiveOption,

            @Doc("Whether a missing file is created, with the directories above it.") @Default("true")
            boolean create,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels,
            @Inline Replacing replacing) {}

    private static final String YAML = "path: /srv/app.ini\nsection: db\noption: host\nvalue: a\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "ini_file",
                    "Sets or removes an option of an INI file.",
                    Params.class,
                    new Example("absent", "", YAML),
                    new Example(
                            "drifted", "printf '[db]\\nhost=b\\nport = 1\\n' >/srv/app.ini", YAML + "backup: true\n"),
                    new Example("right", "printf '[db]\\nhost = a\\n' >/srv/app.ini", YAML),
                    new Example(
                            "a section to be removed",
                            "printf '[db]\\nhost = a\\n[web]\\nx = 1\\n' >/srv/app.ini",
                            "path: /srv/app.ini\nsection: db\nstate: absent\n"))
            .returns(FileResult.OfEdited.class)
            .alias("community.general.ini_file");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean given = params.value().isPresent() || !params.values().isEmpty();
        boolean present = params.state() == Presence.PRESENT;
        if (present && params.option().isPresent() && !given && !params.allowNoValue()) {
            faults.add(new Binding.Fault(
                    "option", "option needs value or values, or allow_no_value: true to stand without one"));
        }
        if (params.option().isEmpty() && given) {
            faults.add(new Binding.Fault(params.value().isPresent() ? "value" : "values", "a value needs an option"));
        }
        if (!present && !params.exclusive() && params.option().isPresent() && !given) {
            faults.add(new Binding.Fault("exclusive", "exclusive: false needs the value or values to be removed"));
        }
        if (params.option().isEmpty() && params.section().isEmpty()) {
            faults.add(new Binding.Fault("section", "section or option has to be given"));
        }
        params.value()
                .flatMap(Content::bytes)
                .flatMap(value -> lines("value", value.utf8()))
                .ifPresent(faults::add);
        params.values().stream()
                .flatMap(value -> lines("values", value).stream())
                .limit(1)
                .forEach(faults::add);
        return faults;
    }

    /** A second line would not be read as a part of the value. */
    private static Optional<Binding.Fault> lines(String parameter, String value) {
        return value.matches("(?s).*[\\r\\n].*")
                ? Optional.of(new Binding.Fault(
                        parameter, parameter + " must be on one line; in YAML '|-' leaves the last line end out"))
                : Optional.empty();
    }

    private static EditedFile edited(Params params) {
        boolean secret = params.value().filter(Content::hasSecrets).isPresent();
        return new EditedFile(params.path(), params.create(), secret, params.attributes(), params.replacing());
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(edited(params).probes());
        keys.addAll(params.labels().probes(Paths.clean(params.path())));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.labels().after(edit(params, known), Paths.clean(params.path()), known);
    }

    private static Plan edit(Params params, Knowledge known) {
        List<String> values = new ArrayList<>(params.values());
        if (params.value().isPresent()) {
            Optional<Bytes> value = params.value().get().bytes();
            if (value.isEmpty()) {
                return new Plan.Undetermined("the value is known after the run");
            }
            values.add(value.get().utf8());
        }
        IniEdit edit = new IniEdit(
                params.section().orElse(""),
                params.option().map(String::strip),
                values,
                params.exclusive(),
                new IniEdit.Spelling(
                        params.noExtraSpaces(),
                        params.ignoreSpaces(),
                        params.allowNoValue(),
                        params.modifyInactiveOption()));
        EditedFile file = edited(params);
        if (params.state() == Presence.PRESENT) {
            return file.plan(known, edit::present);
        }
        return file.missing(known) ? Plan.UNCHANGED : file.plan(known, edit::absent);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return FileResult.of("path", Paths.clean(params.path()), after);
    }
}
