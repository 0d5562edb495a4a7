package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.FreeName;
import play.expression.TakenIn;
import play.expression.Template;
import play.expression.TemplateNames;
import play.expression.call.LookupContext.Folder;
import play.playbook.SearchPath;

/** Reads a template file, and those that it takes in by literal names; finds what all of them read. */
final class TemplateReader {
    private final Sources sources;
    private final SearchPath files;
    private final Problems problems;

    /** The files that take in the one that is looked at, and whether each is rendered whenever the first is. */
    private final Deque<Path> above = new ArrayDeque<>();

    private boolean certain = true;

    TemplateReader(Sources sources, SearchPath files, Problems problems) {
        this.sources = sources;
        this.files = files;
        this.problems = problems;
    }

    /** The variables that a template and all it takes in read. */
    Set<FreeName> read(Path file) {
        return sources.template(file)
                .map(template ->
                        names(template, file, Optional.ofNullable(whole(file).getParent())))
                .orElse(Set.of());
    }

    private Set<FreeName> names(Template template, Path file, Optional<Path> folder) {
        above.push(whole(file));
        Set<FreeName> all = new LinkedHashSet<>(template.names().free());
        for (TakenIn taken : template.names().files()) {
            boolean before = certain;
            certain = before && taken.view().certain() && taken.view().once();
            find(taken, folder).ifPresent(path -> {
                if (above.contains(whole(path))) {
                    cycle(taken, path);
                } else {
                    taken(taken, path, folder, template.names(), all);
                }
            });
            certain = before;
        }
        above.pop();
        return all;
    }

    /** Names that are found by a folder are absolute, those of playbooks often are not. */
    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private Optional<Path> find(TakenIn taken, Optional<Path> folder) {
        List<Path> candidates = taken.names().stream()
                .flatMap(name -> TakenIn.candidates(name, folder, false).stream())
                .flatMap(name -> files.candidates(Folder.TEMPLATES, name).stream())
                .toList();
        Optional<Path> found = candidates.stream().filter(Files::isRegularFile).findFirst();
        if (found.isEmpty() && !taken.optional()) {
            Diagnostic missing =
                    MissingFile.of("template file", String.join("' or '", taken.names()), taken.place(), candidates);
            problems.report(
                    taken.view().certain()
                            ? missing
                            : missing.asWarning("what decides whether it is needed is known only when the template"
                                    + " is rendered"));
        }
        return found;
    }

    /** One that takes in itself without a condition would do so forever; any other is bounded when it is rendered. */
    private void cycle(TakenIn taken, Path path) {
        if (certain) {
            String chain = above.reversed().stream()
                    .dropWhile(file -> !file.equals(whole(path)))
                    .map(Path::toString)
                    .collect(Collectors.joining(", "));
            problems.report(Diagnostic.error(
                    "template-cycle",
                    "Template takes in itself",
                    "'" + String.join("', '", taken.names()) + "' takes in this template in turn, without end: " + chain
                            + ". Put it under a condition that comes to an end, or leave it out.",
                    taken.place()));
        }
    }

    private void taken(TakenIn taken, Path path, Optional<Path> folder, TemplateNames own, Set<FreeName> all) {
        TakenIn.View view = taken.view();
        sources.part(path, view.known()).ifPresent(other -> {
            Set<FreeName> names = names(other, path, folder);
            if (!view.context()) {
                names.stream()
                        .filter(name -> view.certain() && name.need() == FreeName.Need.ALWAYS)
                        .forEach(name -> problems.report(unseen(name, taken)));
                return;
            }
            if (taken.kind() == TakenIn.Kind.EXTENDED) {
                all.removeIf(name -> other.names().bound().contains(name.name()));
                names = withoutFilled(
                        names, other.names().blocks(), own.blocks().keySet());
            }
            names.stream()
                    .filter(name -> !view.known().contains(name.name()))
                    .map(name -> view.guarded().contains(name.name()) ? name.asGuarded() : name)
                    .map(name -> view.certain() ? name : name.perhaps())
                    .forEach(all::add);
        });
    }

    private static Diagnostic unseen(FreeName name, TakenIn taken) {
        return Diagnostic.error(
                        "undefined-variable",
                        "Undefined variable",
                        "'" + name.name() + "' is undefined here, since this template is taken in without variables.",
                        name.span())
                .note("write 'with context' here, behind the name of the template", taken.place());
    }

    /** What a block reads is read no more where the template that extends has one of that name. */
    private static Set<FreeName> withoutFilled(
            Set<FreeName> names, Map<String, Set<FreeName>> blocks, Set<String> filled) {
        Set<FreeName> rest = new LinkedHashSet<>(names);
        filled.forEach(block -> rest.removeAll(blocks.getOrDefault(block, Set.of())));
        return rest;
    }
}
