package play.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.inventory.HostPattern;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Step;
import play.source.Located;
import play.value.Unknown;
import play.value.Values;
import play.vars.PlayVars;
import play.vars.Variables;

/** Which hosts a play takes: its pattern, and of these what {@code --limit} leaves. */
public final class PlayHosts {
    private final Variables variables;
    private final Optional<Located<String>> limit;
    private final boolean strict;

    private final EnrolledNames expected;

    /**
     * @param strict whether a play may name no group that the inventory lacks
     * @param expected names that the inventory may come to have in the run
     */
    public PlayHosts(Variables variables, Optional<Located<String>> limit, boolean strict, EnrolledNames expected) {
        this.expected = expected;
        this.variables = variables;
        this.limit = limit;
        this.strict = strict;
    }

    /** The hosts, in the order of the inventory; what is wrong with the pattern is reported. */
    public List<String> of(Play play, Problems problems) {
        List<String> all = pattern(problems, strict).hosts(patterns(play, problems));
        return limit.map(left -> pattern(problems, true).limited(all, left)).orElse(all);
    }

    private HostPattern pattern(Problems problems, boolean isStrict) {
        return new HostPattern(variables.sources().inventory(), problems, isStrict, expected);
    }

    /** Each with its own place; a pattern may come to a list of patterns. */
    private List<Located<String>> patterns(Play play, Problems problems) {
        List<Located<String>> terms = new ArrayList<>();
        for (Data pattern : play.hosts()) {
            try {
                Object value = Values.revealed(pattern.value(scope(play)));
                if (value instanceof Unknown) {
                    // It is asked for before the run, which is when the hosts are looked for again.
                    return List.of();
                }
                List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
                values.forEach(term -> terms.add(new Located<>(String.valueOf(term), pattern.span())));
            } catch (ExpressionException e) {
                problems.report(e.diagnostic());
                return List.of();
            }
        }
        if (terms.isEmpty() && !play.hosts().isEmpty()) {
            problems.report(Diagnostic.error(
                    "host-pattern",
                    "Play has no hosts",
                    "'hosts' is an empty list.",
                    play.hosts().getFirst().span()));
        }
        return terms;
    }

    /** Before hosts are known: extra variables, those of the play, and what is the same for the controller. */
    private Scope scope(Play play) {
        variables.startPlay(PlayVars.of(play, List.of(), List.of()));
        return variables.scope("localhost", Step.Context.NONE, Map.of());
    }
}
