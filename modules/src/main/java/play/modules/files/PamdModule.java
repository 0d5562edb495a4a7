package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.RequiredIf;
import play.result.When;

/** Rules of PAM, the modules by which a host lets users in. */
public final class PamdModule implements Resource<PamdModule.Params> {
    static final String TYPE = "-?(auth|account|password|session)";
    static final String EXPECTED_TYPE = "auth, account, password or session, or one of them with - before it";
    static final String CONTROL = "[^\\s\\[#]\\S*|\\[[^]\\n]*\\]";
    static final String EXPECTED_CONTROL = "a word such as required, or [success=1 default=ignore]";
    static final String MODULE = "[^\\s#]+";
    static final String EXPECTED_MODULE = "the name or path of a module of PAM, without blanks";

    /** What becomes of the rules. */
    enum State {
        UPDATED,
        BEFORE,
        AFTER,
        ARGS_PRESENT,
        ARGS_ABSENT,
        ABSENT
    }

    @RequiredIf(
            when = "state",
            is = {"before", "after"},
            needs = {"new_type", "new_control", "new_module_path"})
    @RequiredIf(
            when = "state",
            is = {"args_present", "args_absent"},
            needs = "module_arguments")
    public record Params(
            @Doc("Name of the file: most often that of the service.")
            @Matches(value = "[^/\\s]+", expected = "the name of a file in 'path'")
            String name,

            @Doc("Type of the rules; one with - is of a module that may be missing.")
            @Matches(value = TYPE, expected = EXPECTED_TYPE)
            String type,

            @Doc("Their control: required, sufficient, include …, or pairs such as [success=1 default=ignore].")
            @Matches(value = CONTROL, expected = EXPECTED_CONTROL)
            String control,

            @Doc("Their module, or the file that they include.") @Matches(value = MODULE, expected = EXPECTED_MODULE)
            String modulePath,

            @Doc("What becomes of the rules that type, control and module_path choose. updated: they get new_type,"
                    + " new_control, new_module_path and module_arguments, as far as given. before, after: another"
                    + " rule, of these four, stands next to each. args_present, args_absent: they have the arguments,"
                    + " or have not. absent: they go. Where there are no such rules, nothing is changed.")
            @Default("updated")
            State state,

            @Doc("Type of the rule that they become, or that is put next to them.")
            @Matches(value = TYPE, expected = EXPECTED_TYPE)
            Optional<String> newType,

            @Doc("Its control.") @Matches(value = CONTROL, expected = EXPECTED_CONTROL)
            Optional<String> newControl,

            @Doc("Its module.") @Matches(value = MODULE, expected = EXPECTED_MODULE)
            Optional<String> newModulePath,

            @Doc("Its arguments, in this order; square brackets keep blanks together. An empty text means none. With"
                    + " args_present, one that is name=value takes the place of that name's other one.")
            Optional<List<String>> moduleArguments,

            @Doc("Directory of the file.") @Default("/etc/pam.d") @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("Whether what the file held is kept beside it before it is replaced, as NAME.NUMBER.DATE@TIME~.")
            @Default("false")
            boolean backup) {
        private String file() {
            return Paths.clean(path + "/" + name);
        }

        private EditedFile edited() {
            return new EditedFile(
                    file(), false, false, WantedAttributes.ANY, new Replacing(Optional.empty(), false, backup));
        }

        private Optional<List<String>> arguments() {
            return moduleArguments.map(all -> PamRule.arguments(String.join(" ", all)));
        }

        private PamEdit edit() {
            PamRule.Id chosen = new PamRule.Id(type, control, modulePath);
            PamRule.Id wanted =
                    new PamRule.Id(newType.orElse(type), newControl.orElse(control), newModulePath.orElse(modulePath));
            List<String> given = arguments().orElse(List.of());
            return new PamEdit(
                    chosen,
                    switch (state) {
                        case UPDATED ->
                            new PamEdit.How.Become(rule ->
                                    Optional.of(new PamRule(wanted, arguments().orElse(rule.arguments()))));
                        case BEFORE -> new PamEdit.How.Preceded(new PamRule(wanted, given));
                        case AFTER -> new PamEdit.How.Followed(new PamRule(wanted, given));
                        case ARGS_PRESENT -> new PamEdit.How.Become(rule -> Optional.of(rule.having(given)));
                        case ARGS_ABSENT -> new PamEdit.How.Become(rule -> Optional.of(rule.lacking(given)));
                        case ABSENT -> new PamEdit.How.Become(rule -> Optional.empty());
                    });
        }
    }

    record Result(
            @Inline FileResult.OfEdited file,

            @Doc("How many rules were changed, added or removed.")
            int changeCount,

            @Doc("The same path as backup_file.") @When("backup is true and the file was replaced")
            Optional<String> backupdest) {}

    private static final String HELD = "printf '#%%PAM-1.0\\nauth  required  pam_env.so\\n"
            + "auth sufficient pam_unix.so nullok\\n@include common-account\\n' >/etc/pam.d/example";
    private static final String RULE = "name: example\ntype: auth\ncontrol: sufficient\nmodule_path: pam_unix.so\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "pamd",
                    "Changes, adds or removes rules of PAM.",
                    Params.class,
                    new Example(
                            "drifted",
                            HELD,
                            RULE + "new_control: '[success=1 default=ignore]'\n"
                                    + "module_arguments: [nullok, try_first_pass]\nbackup: true\n"),
                    new Example(
                            "right",
                            "printf 'auth sufficient pam_unix.so  nullok\\n' >/etc/pam.d/example",
                            RULE + "module_arguments: nullok\n"),
                    new Example(
                            "absent: a rule to be put before another",
                            HELD,
                            RULE + "state: before\nnew_type: auth\nnew_control: required\n"
                                    + "new_module_path: pam_faillock.so\nmodule_arguments: [preauth, deny=3]\n"),
                    new Example(
                            "an argument is to have another value",
                            "printf 'auth sufficient pam_unix.so deny=5 nullok\\n' >/etc/pam.d/example",
                            RULE + "state: args_present\nmodule_arguments: [deny=3]\n"),
                    new Example("to be removed", HELD, RULE + "state: absent\n"))
            .returns(Result.class)
            .alias("community.general.pamd");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean written = switch (params.state()) {
            case UPDATED, BEFORE, AFTER -> true;
            case ARGS_PRESENT, ARGS_ABSENT, ABSENT -> false;
        };
        if (!written) {
            unused(params, "new_type", params.newType()).ifPresent(faults::add);
            unused(params, "new_control", params.newControl()).ifPresent(faults::add);
            unused(params, "new_module_path", params.newModulePath()).ifPresent(faults::add);
        }
        if (params.state() == State.ABSENT) {
            unused(params, "module_arguments", params.moduleArguments()).ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<Binding.Fault> unused(Params params, String parameter, Optional<?> given) {
        String state = params.state().name().toLowerCase(Locale.ROOT);
        return given.map(any ->
                new Binding.Fault(parameter, parameter + " has no effect with state " + state + ": leave it out"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.edited().probes();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        EditedFile file = params.edited();
        return file.missing(known)
                ? new Plan.Rejected(params.file() + " does not exist; there are no rules to change")
                : file.plan(known, text -> params.edit().edit(text).text());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = FileResult.of("path", params.file(), after);
        result.put("change_count", 0);
        @Nullable Object kept = result.get("backup_file");
        if (kept != null) {
            result.put("backupdest", kept);
        }
        return result;
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        int count = params.edited()
                .text(before)
                .map(text -> params.edit().edit(text).count())
                .orElse(0);
        return Map.of("change_count", count);
    }
}
