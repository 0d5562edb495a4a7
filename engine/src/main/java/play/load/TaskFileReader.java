package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Include;
import play.playbook.SearchPath;
import play.playbook.Step;
import play.source.Located;

/** Finds and reads task files. */
final class TaskFileReader {
    private final Problems problems;
    private final Sources sources;
    private final StepsReader steps;

    TaskFileReader(Problems problems, Sources sources, StepsReader steps) {
        this.problems = problems;
        this.sources = sources;
        this.steps = steps;
    }

    /** The steps of a task file; nothing when there is none or it is being read already, which is reported. */
    Optional<Include.Loaded> read(Located<String> name, Enclosing around) {
        List<Path> candidates = candidates(name.value(), around.context().files());
        Optional<Path> file = candidates.stream().filter(Files::isRegularFile).findFirst();
        if (file.isEmpty()) {
            problems.report(MissingFile.of("task file", name.value(), name.span(), candidates));
            return Optional.empty();
        }
        Optional<Diagnostic> objection = around.trail().objection(file.get(), name.span());
        if (objection.isPresent()) {
            problems.report(objection.get());
            return Optional.empty();
        }
        List<Step> read = around.play()
                .needs(sources.steps(file.get()))
                .map(list -> steps.steps(list, around.in(file.get())))
                .orElse(List.of());
        String source = file.get().toAbsolutePath().normalize().toString();
        return Optional.of(new Include.Loaded(source, read, List.of(), Optional.empty()));
    }

    /** Whether it is not there, and an earlier task may make it before it is read; which is told. */
    boolean isMade(Located<String> name, Enclosing around) {
        boolean made = find(name.value(), around).isEmpty() && sources.written().may(name.value());
        if (made) {
            Diagnostic missing = MissingFile.of(
                    "task file",
                    name.value(),
                    name.span(),
                    candidates(name.value(), around.context().files()));
            problems.report(sources.written().excused(name.value(), missing));
        }
        return made;
    }

    /** The file that a name leads to from here. */
    static Optional<Path> find(String name, Enclosing around) {
        return candidates(name, around.context().files()).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<Path> candidates(String name, SearchPath files) {
        if (!SearchPath.canName(name)) {
            return List.of();
        }
        List<Path> all = new ArrayList<>(List.of(files.own().resolve(name).normalize()));
        files.roles()
                .forEach(role -> all.add(role.resolve("tasks").resolve(name).normalize()));
        all.add(files.playbook().resolve(name).normalize());
        all.add(files.playbook().resolve("tasks").resolve(name).normalize());
        return all.stream().distinct().toList();
    }
}
