package play.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Suggestions;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Play;
import play.playbook.Role;
import play.playbook.StepTree;
import play.playbook.Vars;
import play.rule.Findings;
import play.rule.LintRule;
import play.source.Span;

/** Rules on what is defined and never used. */
final class UseRules {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern KEY = Pattern.compile("(?m)^\\s*(?:- )?[A-Za-z_][A-Za-z0-9_]*\\s*:(?=\\s|$)");
    private static final Set<String> FOLDERS = Set.of("tasks", "handlers", "defaults", "vars", "templates", "meta");

    private UseRules() {}

    static List<LintRule<PlaybookProject>> all() {
        return List.of(
                LintRule.warning("unused-variable", "Unused variable", UseRules::variables),
                LintRule.warning("unused-handler", "Unused handler", UseRules::handlers));
    }

    /**
     * A name counts as read wherever it stands but as a key: expressions reach variables in more ways than can be
     * followed.
     */
    private static void variables(PlaybookProject project, Findings findings) {
        Map<String, Span> defined = new LinkedHashMap<>();
        Set<String> texts = new LinkedHashSet<>();
        for (Vars vars : project.variables()) {
            vars.all().forEach((name, var) -> {
                defined.putIfAbsent(name, var.place());
                texts.add(var.place().file().text());
            });
        }
        project.steps().forEach(step -> texts.add(step.span().file().text()));
        project.plays().forEach(play -> texts.add(play.span().file().text()));
        project.roles().forEach(role -> texts.addAll(texts(role.folder())));
        project.plays()
                .flatMap(play -> folder(play).stream())
                .distinct()
                .forEach(folder -> texts.addAll(texts(folder)));
        project.files().forEach(file -> texts.add(file.text()));
        Set<String> read = new HashSet<>();
        texts.forEach(text ->
                WORD.matcher(KEY.matcher(text).replaceAll("")).results().forEach(word -> read.add(word.group())));
        project.roles().stream()
                .flatMap(role -> role.specs().constraints().stream())
                .flatMap(constraint -> constraint.freeNames().stream())
                .forEach(name -> read.add(name.name()));
        Set<String> known = specified(project);
        known.retainAll(read);
        defined.forEach((name, place) -> {
            if (!read.contains(name) && !name.startsWith("ansible_")) {
                String hint = Suggestions.hint(name, known);
                findings.report(
                        place,
                        "Nothing in the playbooks and roles of this run reads '" + name + "'."
                                + (hint.isEmpty() ? " Remove it, or use it." : hint));
            }
        });
    }

    private static Set<String> specified(PlaybookProject project) {
        Set<String> names = new TreeSet<>();
        for (Role role : project.roles()) {
            names.addAll(role.defaults().all().keySet());
            role.specs()
                    .entryPoints()
                    .values()
                    .forEach(point -> names.addAll(point.options().all().keySet()));
        }
        return names;
    }

    /** The one of a playbook, which has folders of the same names as a role. */
    private static Optional<Path> folder(Play play) {
        return Optional.ofNullable(
                Path.of(play.span().file().name()).toAbsolutePath().getParent());
    }

    /**
     * What stands in the folders of a role or a playbook: many a template is named by an expression, or by a parameter
     * of some module. All but what only describes: argument specs name every variable.
     */
    private static List<String> texts(Path folder) {
        List<String> texts = new ArrayList<>();
        for (String part : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder.resolve(part), 5)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> isRead(folder.relativize(file)))
                        .toList()) {
                    texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            } catch (IOException | UncheckedIOException e) {
                // There is no such folder, or none that can be read: nothing is known to be read there.
            }
        }
        return texts;
    }

    private static boolean isRead(Path inRole) {
        return !inRole.toString().startsWith("meta/argument_specs");
    }

    /**
     * A play that uses a role by another entry point than main has its handlers, and not all the tasks that notify
     * them.
     */
    private static boolean isNotifiedInItsRole(Handler handler) {
        String names = Stream.concat(Stream.of(handler.name()), handler.listen().stream())
                .filter(name -> !name.isEmpty())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
        Pattern notified = Pattern.compile(
                "(?m)^\\s*notify:\\s*(?:\\[.*)?['\"]?" + names + "|^\\s*-\\s*['\"]?" + names + "['\"]?\\s*$");
        return handler.step().context().role().stream()
                .flatMap(use -> texts(use.role().folder()).stream())
                .anyMatch(text -> notified.matcher(text).find());
    }

    private static void handlers(PlaybookProject project, Findings findings) {
        Map<Span, Handler> unused = new LinkedHashMap<>();
        Set<Span> used = new HashSet<>();
        List<Play> plays = project.plays().toList();
        for (Play play : plays) {
            List<Data> notified = StepTree.all(play)
                    .flatMap(step -> step.settings().notifies().stream())
                    .toList();
            boolean open = notified.stream().anyMatch(data -> !data.isLiteral());
            Set<Handler> called = notified.stream()
                    .flatMap(data -> play.handlers().notified(data.shown()).stream())
                    .collect(Collectors.toSet());
            for (Handler handler : play.handlers().all()) {
                if (open || called.contains(handler) || isNotifiedInItsRole(handler)) {
                    used.add(handler.step().span());
                } else {
                    unused.put(handler.step().span(), handler);
                }
            }
        }
        unused.forEach((place, handler) -> {
            if (!used.contains(place)) {
                findings.report(
                        handler.step().name().span(), "No task notifies '" + handler.name() + "', so it never runs.");
            }
        });
    }
}
