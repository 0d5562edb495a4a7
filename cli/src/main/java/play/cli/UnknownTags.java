package play.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.expression.ExpressionException;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Tags;
import play.source.SourceFile;
import play.vars.PlayVars;
import play.vars.StepTags;
import play.vars.UndefinedNames;
import play.vars.Variables;

/** Finds tags of the command line that no step has. Silent where an include may bring steps that nobody knows yet. */
final class UnknownTags {
    private static final Set<String> SPECIAL = Set.of("all", "tagged", "untagged", "always", "never");
    private static final int MOST_LISTED = 20;

    private final List<UndefinedNames.Target> targets;
    private final Variables variables;
    private final ProblemList problems;

    UnknownTags(List<UndefinedNames.Target> targets, Variables variables, ProblemList problems) {
        this.targets = targets;
        this.variables = variables;
        this.problems = problems;
    }

    void check(Arguments arguments) {
        if (targets.isEmpty() || !targets.stream().allMatch(target -> isWhole(target.play()))) {
            return;
        }
        Set<String> known = new TreeSet<>();
        if (addTo(known)) {
            arguments
                    .all("--tags")
                    .forEach(given -> check("--tags", given, known, "only what is tagged 'always' runs for it"));
            arguments
                    .all("--skip-tags")
                    .forEach(given -> check("--skip-tags", given, known, "nothing is left out for it"));
        }
    }

    private static boolean isWhole(Play play) {
        return play.complete()
                && StepTree.all(play)
                        .noneMatch(step -> step instanceof Include include
                                && include.loaded().isEmpty());
    }

    /** Whether all could be told. */
    private boolean addTo(Set<String> known) {
        StepTags tags = new StepTags(variables);
        try {
            for (UndefinedNames.Target target : targets) {
                Play play = target.play();
                variables.startPlay(PlayVars.of(play, target.hosts(), target.hosts()));
                known.addAll(tags.of(play));
                for (Step step : StepTree.all(play).toList()) {
                    known.addAll(tags.of(step));
                }
            }
            known.remove(Tags.NAMELESS);
            return true;
        } catch (ExpressionException e) {
            return false; // told already, or known in the run only
        }
    }

    private void check(String option, String given, Set<String> known, String effect) {
        SourceFile source = new SourceFile(option, given);
        Set<String> unknown = new LinkedHashSet<>(Loaded.words(List.of(given)));
        unknown.removeAll(known);
        unknown.removeAll(SPECIAL);
        for (String tag : unknown) {
            int at = given.indexOf(tag);
            problems.report(Diagnostic.warning(
                    "unknown-tag",
                    "Unknown tag",
                    "No step has the tag '" + tag + "', so " + effect + "." + hint(tag, known),
                    source.span(at, at + tag.length())));
        }
    }

    private static String hint(String tag, Set<String> known) {
        String near = Suggestions.hint(tag, known);
        if (!near.isEmpty() || known.isEmpty()) {
            return near.isEmpty() ? " The playbook has no tags." : near;
        }
        String all = String.join(", ", known.stream().limit(MOST_LISTED).toList());
        return " The tags are " + all + (known.size() > MOST_LISTED ? ", …" : "") + ".";
    }
}
