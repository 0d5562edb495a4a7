package play.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.FreeName;
import play.expression.FreeName.Need;
import play.expression.MacroNames;
import play.expression.OwnUse;
import play.expression.TakenIn;
import play.expression.TemplateNames;
import play.source.Span;

/**
 * Finds what a template uses of one that it imports and does not get there.
 *
 * @param certain whether the template that imports is rendered whenever it is read
 */
record ImportCheck(TakenIn taken, TemplateNames importing, TemplateNames imported, boolean certain, Problems problems) {
    void check() {
        for (TakenIn.Bound bound : taken.bound()) {
            List<OwnUse> uses = importing.own().uses().stream()
                    .filter(use -> use.name().equals(bound.name()) && use.need() != Need.NEVER)
                    .toList();
            if (bound.exported().isPresent()) {
                names(bound, bound.exported().get(), uses);
            } else {
                uses.forEach(use -> use.member().ifPresent(member -> member(use, member)));
            }
        }
    }

    /** Only where it is used is a name needed that is imported. */
    private void names(TakenIn.Bound bound, String exported, List<OwnUse> uses) {
        if (isThere(exported)) {
            uses.stream().filter(use -> use.member().isEmpty()).forEach(use -> call(use, exported));
            return;
        }
        uses.stream()
                .min((a, b) -> a.need().compareTo(b.need()))
                .ifPresent(use -> report(missing(exported, bound.place()).note("used here", use.span()), use.need()));
    }

    private void member(OwnUse use, String member) {
        if (isThere(member)) {
            call(use, member);
        } else {
            report(missing(member, use.span()), use.need());
        }
    }

    private boolean isThere(String name) {
        return imported.own().exported().map(all -> all.contains(name)).orElse(true);
    }

    private Diagnostic missing(String name, Span place) {
        return Diagnostic.error(
                "undefined-variable",
                "Undefined variable",
                "The imported template has no '" + name + "'."
                        + Suggestions.hint(name, imported.own().exported().orElse(Set.of())),
                place);
    }

    private void call(OwnUse use, String name) {
        MacroNames macro = imported.own().macros().get(name);
        if (macro == null || use.given().isEmpty()) {
            return;
        }
        macro.objection(name, use.given().get())
                .ifPresent(detail -> report(
                        Diagnostic.error("invalid-argument", "Invalid argument in an expression", detail, use.span()),
                        use.need()));
        if (!taken.view().context()) {
            reads(macro, use.need(), new HashSet<>());
        }
    }

    /** What a macro reads, and those that it calls, where there are no variables of the playbook. */
    private void reads(MacroNames macro, Need need, Set<MacroNames> seen) {
        if (!seen.add(macro)) {
            return;
        }
        macro.free().forEach(name -> report(unseen(name), weaker(need, name.need())));
        for (OwnUse use : macro.uses()) {
            MacroNames other = imported.own().macros().get(use.name());
            if (other != null && use.given().isPresent()) {
                reads(other, weaker(need, use.need()), seen);
            }
        }
    }

    private static Need weaker(Need a, Need b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** A variable that the template {@code taken} reads in vain. */
    Diagnostic unseen(FreeName name) {
        return Diagnostic.error(
                        "undefined-variable",
                        "Undefined variable",
                        "'" + name.name() + "' is undefined here, since this template is taken in without variables.",
                        name.span())
                .note("write 'with context' here, behind the name of the template", taken.place());
    }

    private void report(Diagnostic problem, Need need) {
        TemplateReader.report(problem, need, certain, problems);
    }
}
