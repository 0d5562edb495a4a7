package play.run;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.event.EventSink;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext.Folder;
import play.param.VarsSource;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.Span;

/** Reads the files of {@code vars_files} for each host, where their names are templates. */
final class HostFiles {
    private final RunContext run;
    private final Play play;

    /** By name: what a file says is the same for all hosts. */
    private final Map<String, Vars> known = new HashMap<>();

    HostFiles(RunContext run, Play play) {
        this.run = run;
        this.play = play;
    }

    /** Reads what can be told already: names may depend on facts that are yet to be gathered. */
    void ahead(List<String> hosts) {
        read(hosts);
    }

    /** Reads all of them; the hosts for which one is missing, and why. */
    Map<String, Failure> all(List<String> hosts, StepPath path) {
        TaskRef ref = new TaskRef(
                path.text(),
                "vars_files",
                "vars_files",
                "",
                false,
                play.varsFiles().stream().map(Play.VarsFile::span).findFirst());
        EventSink events = run.output().events();
        Map<String, ExpressionException> missing = read(hosts);
        if (!missing.isEmpty()) {
            events.accept(new RunEvent.TaskStarted(ref));
        }
        Map<String, Failure> failures = new LinkedHashMap<>();
        missing.forEach((host, problem) -> HostTask.begin(events, ref, host)
                .fail(problem, false)
                .ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }

    /** File by file, so that the name of one may come from an earlier one. */
    private Map<String, ExpressionException> read(List<String> hosts) {
        Map<String, ExpressionException> missing = new LinkedHashMap<>();
        if (play.varsFiles().stream().allMatch(file -> file.loaded().isPresent())) {
            return missing;
        }
        Map<String, Vars> found = new LinkedHashMap<>();
        for (Play.VarsFile file : play.varsFiles()) {
            for (String host : hosts) {
                try {
                    found.merge(host, file.loaded().isPresent() ? file.loaded().get() : chosen(file, host), Vars::and);
                } catch (ExpressionException e) {
                    missing.putIfAbsent(host, e);
                }
            }
            run.variables().startPlay(run.variables().play().with(found));
        }
        return missing;
    }

    private Vars chosen(Play.VarsFile file, String host) throws ExpressionException {
        Scope scope = run.variables().scope(host, Step.Context.NONE, Map.of());
        Map<Data, String> names = new LinkedHashMap<>();
        for (Data candidate : file.candidates()) {
            String name = Rendering.text(candidate, scope);
            names.put(candidate, name);
            if (play.context().files().candidates(Folder.VARS, name).stream().anyMatch(Files::isRegularFile)) {
                @Nullable Vars vars = known.get(name);
                if (vars == null) {
                    vars = file(name, candidate.span());
                    known.put(name, vars);
                }
                return vars;
            }
        }
        throw new ExpressionException(Diagnostic.error(
                "missing-file",
                "File not found",
                "There is no variables file '" + names.values().stream().collect(Collectors.joining("', '")) + "'.",
                file.span()));
    }

    private Vars file(String name, Span place) throws ExpressionException {
        VarsSource source = new VarsSource(name, Optional.empty(), Optional.empty());
        return run.files().vars(source, play.context(), place).vars();
    }
}
