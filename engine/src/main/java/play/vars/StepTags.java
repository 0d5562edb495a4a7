package play.vars;

import java.util.Map;
import java.util.Set;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.Tags;

/** What tags come to, which is the same for all hosts. */
public final class StepTags {
    private static final String KNOWN =
            " Tags choose tasks for all hosts at once, so a tag may read extra variables, 'vars', 'vars_files' and"
                    + " 'vars_prompt' of the play, defaults and variables of roles that the play lists or imports, and"
                    + " 'vars' of the include it is in; not variables of hosts or groups, facts, or what tasks set.";

    private final Variables variables;

    public StepTags(Variables variables) {
        this.variables = variables;
    }

    /** Of a step of the play under way. */
    public Set<String> of(Step step) throws ExpressionException {
        return of(step.settings().tags(), step.context(), Map.of());
    }

    /** Of the play under way itself. */
    public Set<String> of(Play play) throws ExpressionException {
        return of(play.settings().tags(), Step.Context.NONE, Map.of());
    }

    /** @param local items of the loops around it */
    Set<String> of(Tags tags, Step.Context context, Map<String, ? extends Object> local) throws ExpressionException {
        if (tags.templated().isEmpty()) {
            return tags.names();
        }
        try {
            return tags.in(new PlayScope(variables, context, local));
        } catch (ExpressionException e) {
            throw e.diagnostic().code().equals("undefined-variable") ? new ExpressionException(explained(e)) : e;
        }
    }

    private static Diagnostic explained(ExpressionException e) {
        Diagnostic problem = e.diagnostic();
        return Diagnostic.error(
                problem.code(),
                "Undefined variable in a tag",
                problem.detail() + KNOWN,
                problem.subject().orElseThrow());
    }
}
