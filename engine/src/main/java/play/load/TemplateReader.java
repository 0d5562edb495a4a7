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
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.FreeName;
import play.expression.TakenIn;
import play.expression.Template;
import play.expression.TemplateNames;
import play.expression.call.LookupContext.Folder;
import play.playbook.SearchPath;
import play.value.TemplateStyle;

/** Reads a template file, and those that it takes in by literal names; finds what all of them read. */
final class TemplateReader {
    private final Sources sources;
    private final SearchPath files;
    private final Problems problems;

    /** The files that take in the one that is looked at, and whether each is rendered whenever the first is. */
    private final Deque<Path> above = new ArrayDeque<>();

    private boolean certain = true;

    /** The blocks that those above have a body of their own for. */
    private Set<String> filled = Set.of();

    TemplateReader(Sources sources, SearchPath files, Problems problems) {
        this.sources = sources;
        this.files = files;
        this.problems = problems;
    }

    /** The variables that a template, written in a style, and all it takes in read. */
    Set<FreeName> read(Path file, TemplateStyle style) {
        return sources.template(file, style, problems)
                .map(template ->
                        names(template, file, Optional.ofNullable(whole(file).getParent())))
                .orElse(Set.of());
    }

    private Set<FreeName> names(Template template, Path file, Optional<Path> folder) {
        above.push(whole(file));
        Set<FreeName> all = new LinkedHashSet<>(template.names().free());
        supers(template.names());
        for (TakenIn taken : template.names().files()) {
            find(taken, folder).ifPresent(path -> {
                if (above.contains(whole(path))) {
                    cycle(taken, path);
                } else {
                    taken(taken, path, folder, template, all);
                }
            });
        }
        above.pop();
        return all;
    }

    /** The names of a template that another one takes in. */
    private Set<FreeName> inside(TakenIn taken, TemplateNames own, Template other, Path file, Optional<Path> folder) {
        boolean certainBefore = certain;
        Set<String> filledBefore = filled;
        certain = isCertain(taken);
        filled = taken.kind() == TakenIn.Kind.EXTENDED
                ? Stream.concat(filled.stream(), own.blocks().keySet().stream()).collect(Collectors.toSet())
                : Set.of();
        Set<FreeName> names = names(other, file, folder);
        certain = certainBefore;
        filled = filledBefore;
        return names;
    }

    private boolean isCertain(TakenIn taken) {
        return certain && taken.view().certain() && taken.view().once();
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
            report(missing, taken.view().certain() ? FreeName.Need.ALWAYS : FreeName.Need.PERHAPS, true, problems);
        }
        return found;
    }

    /** One that takes in itself without a condition would do so forever; any other is bounded when it is rendered. */
    private void cycle(TakenIn taken, Path path) {
        if (isCertain(taken)) {
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

    private void taken(TakenIn taken, Path path, Optional<Path> folder, Template taking, Set<FreeName> all) {
        TakenIn.View view = taken.view();
        TemplateNames own = taking.names();
        sources.part(path, taking.style(), view.known(), problems).ifPresent(other -> {
            Set<FreeName> names = inside(taken, own, other, path, folder);
            ImportCheck imports = new ImportCheck(taken, own, other.names(), certain, problems);
            imports.check();
            if (!view.context()) {
                names.stream()
                        .filter(name -> view.certain() && name.need() == FreeName.Need.ALWAYS)
                        .forEach(name -> problems.report(imports.unseen(name)));
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

    /** Calls of {@code super} in a template that extends none fail, unless another fills the block. */
    private void supers(TemplateNames names) {
        if (names.own().exported().isEmpty()) {
            return;
        }
        names.own().supers().forEach((block, uses) -> {
            if (!filled.contains(block)) {
                uses.forEach(use -> report(
                        Diagnostic.error(
                                "undefined-variable",
                                "Undefined variable",
                                "There is no parent block '" + block + "', since this template extends no other.",
                                use.span()),
                        use.need(),
                        certain,
                        problems));
            }
        });
    }

    /** Something that fails where it is needed, and only there. */
    static void report(Diagnostic problem, FreeName.Need need, boolean certain, Problems problems) {
        if (need != FreeName.Need.NEVER) {
            problems.report(
                    need == FreeName.Need.ALWAYS && certain
                            ? problem
                            : problem.asWarning("what decides whether it is needed is known only when the template is"
                                    + " rendered"));
        }
    }

    /** What a block reads is read no more where the template that extends has one of that name. */
    private static Set<FreeName> withoutFilled(
            Set<FreeName> names, Map<String, Set<FreeName>> blocks, Set<String> filled) {
        Set<FreeName> rest = new LinkedHashSet<>(names);
        filled.forEach(block -> rest.removeAll(blocks.getOrDefault(block, Set.of())));
        return rest;
    }
}
