package play.modules.cron;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.files.EditedFile;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.modules.users.UserState;
import play.modules.users.Users;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;
import play.value.Bytes;
import play.value.Content;

/** A job that cron runs, or a variable of its jobs. */
public final class CronModule implements Resource<CronModule.Params> {
    @RequiredIf(when = "state", is = "present", needs = "job")
    @MutuallyExclusive({"insertafter", "insertbefore"})
    public record Params(
            @Doc("Name of the job, in a comment above it; or with env that of the variable.")
            @Matches(value = "[^\\n]+", expected = "one line")
            String name,

            @Doc("Whose job it is. In cron_file the user that runs it; else the user whose crontab it is, by default"
                    + " the one that the task is run by.")
            @Matches(value = "[^\\s:-][^\\s:]*", expected = "the name of a user")
            Optional<String> user,

            @Doc("What is run; or with env the value of the variable.") @Alias("value")
            Optional<Content> job,

            @Doc("The file that it stands in rather than in a user's crontab: a path, or a name in /etc/cron.d.")
            @Matches(value = "(?!/etc/crontab$)[^\\n]+", expected = "a file other than /etc/crontab")
            Optional<String> cronFile,

            @Doc("Whether it is to be there.") @Default("present")
            Presence state,

            @Inline CronTimes times,

            @Doc("Whether it is commented out.") @Default("false")
            boolean disabled,

            @Doc("Whether it is a variable of the jobs rather than a job.") @Default("false")
            boolean env,

            @Doc("With env: the variable after which a new one goes; at the top without.")
            Optional<String> insertafter,

            @Doc("With env: the variable before which a new one goes.")
            Optional<String> insertbefore,

            @Doc("Whether what cron_file held is kept beside it before it is replaced.") @Default("false")
            boolean backup) {
        private Optional<String> path() {
            return cronFile.map(name -> name.startsWith("/") ? Paths.clean(name) : "/etc/cron.d/" + name);
        }

        private Optional<EditedFile> file() {
            boolean secret = job.filter(Content::hasSecrets).isPresent();
            return path().map(path -> new EditedFile(
                    path, true, secret, WantedAttributes.ANY, new Replacing(Optional.empty(), false, backup)));
        }

        private StateKey<Crontab> crontab() {
            return Crontab.of(user.orElse(""));
        }
    }

    record Result(
            @Doc("Names of the jobs that are there now.") List<String> jobs,

            @Doc("Names of the variables that are there now.")
            List<String> envs,

            @Doc("The file, as the task names it.") @When("cron_file is given")
            Optional<String> cronFile,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String YAML =
            "name: clean up\nminute: '5'\nhour: '3'\njob: /usr/bin/true\ncron_file: example\nuser: root\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "cron",
                    "Sets or removes a job of cron, or a variable of its jobs.",
                    Params.class,
                    new Example("absent", "mkdir -p /etc/cron.d", YAML),
                    new Example(
                            "drifted",
                            "mkdir -p /etc/cron.d; printf '#Ansible: clean up\\n* * * * * root true\\n'"
                                    + " >/etc/cron.d/example",
                            YAML + "backup: true\n"),
                    new Example(
                            "right",
                            "mkdir -p /etc/cron.d; printf '#Ansible: clean up\\n5 3 * * * root /usr/bin/true\\n'"
                                    + " >/etc/cron.d/example",
                            YAML),
                    new Example(
                            "the last one is to be removed",
                            "mkdir -p /etc/cron.d; printf '#Ansible: clean up\\n* * * * * root true\\n'"
                                    + " >/etc/cron.d/example",
                            "name: clean up\nstate: absent\ncron_file: example\n"))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(new Program("crontab", "\\s-l"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean present = params.state() == Presence.PRESENT;
        if (params.times().contradict()) {
            faults.add(new Binding.Fault("special_time", "special_time stands in place of minute, hour and the like"));
        }
        if (params.cronFile().isPresent() && params.user().isEmpty() && present) {
            faults.add(new Binding.Fault("cron_file", "cron_file needs user, the one that runs the job"));
        }
        boolean beside = params.insertafter().or(params::insertbefore).isPresent();
        if (present && !params.env() && beside) {
            faults.add(new Binding.Fault(
                    params.insertafter().isPresent() ? "insertafter" : "insertbefore",
                    "only a variable (env: true) goes beside another"));
        }
        if (params.env() && !params.name().matches("\\S+")) {
            faults.add(new Binding.Fault("name", "the name of a variable has no blanks"));
        }
        if (params.backup() && params.cronFile().isEmpty()) {
            faults.add(new Binding.Fault(
                    "backup", "only a cron_file is kept; what a user's crontab held is shown by --diff"));
        }
        Optional<Bytes> job = params.job().flatMap(Content::bytes);
        if (job.isPresent() && stripped(job.get()).indexOf('\n') >= 0) {
            faults.add(new Binding.Fault("job", "cron takes a job for one line, so job must be one"));
        }
        return faults;
    }

    private static String stripped(Bytes job) {
        return job.utf8().replaceAll("\\A[\\r\\n]+|[\\r\\n]+\\z", "");
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.file().ifPresentOrElse(file -> keys.addAll(file.probes()), () -> {
            keys.add(params.crontab());
            keys.add(Crontab.PROGRAM);
            params.user().ifPresent(user -> keys.add(Users.at(user)));
        });
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.job().filter(job -> job.bytes().isEmpty()).isPresent()) {
            return new Plan.Undetermined("the job is known after the run");
        }
        return params.file().map(file -> ofFile(params, file, known)).orElseGet(() -> ofUser(params, known));
    }

    private static Plan ofFile(Params params, EditedFile file, Knowledge known) {
        if (params.state() == Presence.PRESENT) {
            return missing(params, text(params, known))
                    .orElseGet(
                            () -> file.plan(known, text -> edited(params, text).text()));
        }
        if (file.missing(known)) {
            return Plan.UNCHANGED;
        }
        Plan plan = file.plan(known, text -> edited(params, text).text());
        boolean last = !params.env()
                && plan instanceof Plan.Change
                && edited(params, text(params, known)).isBlank();
        String path = params.path().orElse("");
        return last ? new Plan.Change("remove " + path, new Action.Remove(path)) : plan;
    }

    private static Plan ofUser(Params params, Knowledge known) {
        return switch (known.of(params.crontab())) {
            case Observed.Unknown<Crontab>(String why)
            when why.equals(Crontab.LACKING) -> withoutProgram(params, known);
            case Observed.Unknown<Crontab>(String why) ->
                isForeseen(params, known) ? changed(params, "") : new Plan.Undetermined(why);
            case Observed.Known<Crontab>(Crontab crontab, var how) ->
                changed(params, crontab.table().text());
        };
    }

    /** An earlier task of a dry run may bring it. */
    private static Plan withoutProgram(Params params, Knowledge known) {
        return Plan.on(
                known.of(Crontab.PROGRAM),
                program -> program.present()
                        ? changed(params, "")
                        : params.state() == Presence.ABSENT ? Plan.UNCHANGED : new Plan.Rejected(Crontab.LACKING));
    }

    /** A user that an earlier task of a dry run makes has no jobs yet. */
    private static boolean isForeseen(Params params, Knowledge known) {
        return params.user()
                .filter(user -> known.of(Users.at(user)) instanceof Observed.Known<UserState>(UserState state, var how)
                        && state.present()
                        && how == Observed.Certainty.FORESEEN)
                .isPresent();
    }

    private static Plan changed(Params params, String text) {
        Optional<Plan> missing = params.state() == Presence.PRESENT ? missing(params, text) : Optional.empty();
        String wanted = missing.isPresent() ? text : edited(params, text).text();
        if (wanted.equals(text)) {
            return missing.orElse(Plan.UNCHANGED);
        }
        String user = params.user().orElse("");
        String title = "write the crontab" + (user.isEmpty() ? "" : " of " + user);
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Crontab.writing(user, wanted),
                        List.of(new Effect.Sets<>(params.crontab(), Crontab.holding(wanted)))));
    }

    /** A variable has to be there for another one to go beside it. */
    private static Optional<Plan> missing(Params params, String text) {
        CronLines lines = CronLines.of(text);
        return lines.hasVariable(params.name())
                ? Optional.empty()
                : beside(params)
                        .filter(other -> !lines.hasVariable(other))
                        .map(other -> new Plan.Rejected(
                                "there is no variable " + other + " beside which " + params.name() + " could go"));
    }

    private static Optional<String> beside(Params params) {
        return params.insertafter().or(params::insertbefore);
    }

    private static CronLines edited(Params params, String text) {
        CronLines lines = CronLines.of(text);
        if (params.state() == Presence.ABSENT) {
            return params.env() ? lines.withoutVariable(params.name()) : lines.withoutJob(params.name());
        }
        String job =
                params.job().flatMap(Content::bytes).map(CronModule::stripped).orElse("");
        if (params.env()) {
            return lines.variable(
                    params.name(), job, beside(params), params.insertafter().isPresent());
        }
        String user = params.cronFile().isPresent() ? params.user().orElse("") + " " : "";
        return lines.job(
                params.name(), (params.disabled() ? "#" : "") + params.times().written() + " " + user + job);
    }

    /** What the file held. */
    private static String text(Params params, Knowledge known) {
        StateKey<FileText> key = FileTexts.at(params.path().orElse(""));
        return known.has(key)
                        && known.of(key)
                                instanceof Observed.Known<FileText>(FileText.Held(Bytes bytes, var secret), var how)
                ? bytes.utf8()
                : "";
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String before = params.cronFile().isPresent()
                ? text(params, after)
                : after.of(params.crontab()) instanceof Observed.Known<Crontab>(Crontab crontab, var how)
                        ? crontab.table().text()
                        : "";
        CronLines lines = edited(params, before);
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("jobs", lines.jobs());
        result.put("envs", lines.variables());
        params.cronFile().ifPresent(file -> result.put("cron_file", file));
        params.path().ifPresent(path -> Backup.told(result, path, after));
        return result;
    }
}
