package play.vars;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.playbook.Step;
import play.source.Span;

/**
 * What is known for a step whatever host it is for: extra variables, those of the play, of its {@code vars_files} and
 * its roles, and those of the includes the step is in. Only what none of these says is asked of what stands around the
 * step, where Ansible knows nothing. Used by one thread.
 */
final class PlayScope implements Scope {
    private final HostScope play;
    private final HostScope step;

    PlayScope(Variables variables, Step.Context context, Map<String, ? extends Object> local) {
        Step.Context outside =
                new Step.Context(Optional.empty(), List.of(), context.params(), context.files(), context.connection());
        this.play = variables.scope(MagicVariables.NO_HOST, outside, local);
        this.step = variables.scope(MagicVariables.NO_HOST, context, local);
    }

    private HostScope of(String name) throws ExpressionException {
        return play.find(name) instanceof Binding.Missing ? step : play;
    }

    @Override
    public Binding find(String name) throws ExpressionException {
        return of(name).find(name);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(step.names());
        names.removeAll(MagicVariables.OF_HOSTS);
        return names;
    }

    @Override
    public Optional<Span> definitionOf(String name) {
        return play.definitionOf(name).or(() -> step.definitionOf(name));
    }

    @Override
    public LookupContext lookups() {
        return play.lookups();
    }
}
