package play.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.argspec.Constraint;
import play.argspec.Options;
import play.argspec.RoleSpecs;
import play.argspec.ValidateArguments;
import play.expression.Expression;
import play.expression.Expressions;
import play.expression.Origin;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.RoleUse;
import play.playbook.Setting;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Tags;
import play.playbook.Task;
import play.source.Located;
import play.source.Span;

/** Makes the tasks that look at the variables of a role, or of a play, before its own tasks run. */
final class RoleStart {
    private final Expressions expressions;

    RoleStart(Expressions expressions) {
        this.expressions = expressions;
    }

    /** The tasks for one use of a role; none where its specs say nothing of the entry point. */
    List<Step> tasks(RoleUse use, String entryPoint, Enclosing around) {
        RoleSpecs specs = use.role().specs();
        List<Step> tasks = new ArrayList<>();
        List<Constraint> ofHosts = specs.constraints().stream()
                .filter(constraint -> !constraint.once())
                .toList();
        List<Constraint> ofAll =
                specs.constraints().stream().filter(Constraint::once).toList();
        Options options =
                specs.entryPoint(entryPoint).map(RoleSpecs.EntryPoint::options).orElse(Options.NONE);
        if (!options.isEmpty() || !ofHosts.isEmpty()) {
            String purpose = specs.entryPoint(entryPoint)
                    .map(RoleSpecs.EntryPoint::purpose)
                    .filter(text -> !text.isEmpty())
                    .map(text -> " - " + text)
                    .orElse("");
            tasks.add(task(
                    "Validating arguments against arg spec '" + entryPoint + "'" + purpose,
                    ValidateArguments.ofRole(use.role().name(), options, ofHosts),
                    new Placed(use.span(), false),
                    around));
        }
        if (!ofAll.isEmpty()) {
            tasks.add(task(
                    "Validating what holds for all hosts",
                    ValidateArguments.ofRole(use.role().name(), Options.NONE, ofAll),
                    new Placed(use.span(), true),
                    around));
        }
        return tasks;
    }

    /** The task for a play, which runs whatever tags are asked for, as long as the play itself has none. */
    Step ofPlay(RoleSpecs.EntryPoint point, Span place, Enclosing around) {
        return task(
                "Validating arguments against arg spec " + point.name(),
                ValidateArguments.ofPlay(point.name(), point.options()),
                new Placed(place, false),
                around);
    }

    /** @param once whether it is one task for all hosts */
    private record Placed(Span span, boolean once) {}

    private Task task(String name, ValidateArguments module, Placed placed, Enclosing around) {
        Span place = placed.span();
        Map<Located<String>, Data> values = new LinkedHashMap<>();
        module.options()
                .all()
                .keySet()
                .forEach(option -> values.put(new Located<>(option, place), value(option, place)));
        List<String> sources =
                module.constraints().stream().map(Constraint::source).toList();
        Map<Located<String>, Data> arguments = new LinkedHashMap<>();
        arguments.put(new Located<>("arguments", place), Data.ofNamed(values, place));
        arguments.put(new Located<>("constraints", place), new Data.Literal(sources, place));
        Map<String, Expression> bare = module.constraints().stream()
                .collect(Collectors.toMap(Constraint::source, constraint -> constraint, (first, second) -> first));
        Call call = new Call(
                new Located<>(ValidateArguments.NAME, place),
                module,
                List.of(),
                arguments,
                Map.of(),
                bare,
                List.of(),
                Optional.empty());
        return new Task(
                new Data.Literal(name, place),
                call,
                settings(
                        around.settings(),
                        placed.once(),
                        place,
                        around.context().role().isPresent()),
                around.context(),
                Optional.empty(),
                Task.Result.PLAIN,
                place);
    }

    /** What is not defined is left out. */
    private Data value(String option, Span place) {
        return new Data.Text(
                expressions.template("{{ " + option + " | default(omit) }}", Origin.at(place), problem -> {}), place);
    }

    private static Settings settings(Settings around, boolean once, Span place, boolean ofRole) {
        Map<Setting, Data> values = new EnumMap<>(Setting.class);
        values.putAll(around.values());
        if (once) {
            values.put(Setting.RUN_ONCE, new Data.Literal(true, place));
        }
        return new Settings(
                values,
                around.defaults(),
                around.environment(),
                around.when(),
                ofRole || around.tags().equals(Tags.NONE) ? around.tags().and("always") : around.tags(),
                around.notifies());
    }
}
