package play.converge;

import java.util.List;
import java.util.Optional;
import play.host.StateKey;
import play.module.Answer;
import play.module.Control;
import play.module.Decision;
import play.module.Guest;
import play.module.Plan;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;

/** A module that a task which follows is to run, with its parameters as they are now. */
public record Upcoming<P extends Record>(TaskModule<P> module, P params) {
    /** Whether something is waited for or asked of a person: what was read before that no longer counts. */
    public boolean waits() {
        return module instanceof Query<P> query && waits(query, params);
    }

    static <P extends Record> boolean waits(Query<P> query, P params) {
        return query.patience(params).isPresent()
                || query.connects(params).isPresent()
                || query.asks(params).isPresent()
                || query.tells(params).isPresent();
    }

    /** What it asks for first. */
    List<StateKey<?>> probes() {
        return switch (module) {
            case Resource<P> resource -> resource.probes(params);
            case Procedure<P> procedure -> procedure.probes(params);
            case Query<P> query -> {
                Optional<Procedure<P>> acting = query.acting(params);
                yield acting.isPresent() ? acting.get().probes(params) : query.probes(params);
            }
            case Transfer<P> transfer -> List.of();
            case Control<P> control -> List.of();
            case Guest<P> guest -> List.of();
        };
    }

    /** What it asks for beyond that, once that is known. */
    List<StateKey<?>> needs(TaskKnowledge known) {
        if (!probes().stream().allMatch(known::has)) {
            return List.of();
        }
        return switch (module) {
            case Resource<P> resource ->
                resource.plan(params, known) instanceof Plan.Needs(var more) ? more : List.of();
            case Query<P> query
            when query.acting(params).isEmpty() ->
                query.answer(params, known) instanceof Answer.Needs(var more) ? more : List.of();
            case Query<P> query -> needs(query.acting(params).orElseThrow(), known);
            case Procedure<P> procedure -> needs(procedure, known);
            case Transfer<P> transfer -> List.of();
            case Control<P> control -> List.of();
            case Guest<P> guest -> List.of();
        };
    }

    private List<StateKey<?>> needs(Procedure<P> procedure, TaskKnowledge known) {
        return procedure.decide(params, known) instanceof Decision.Needs(var more) ? more : List.of();
    }
}
