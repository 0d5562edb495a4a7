package play.described;

import play.host.Knowledge;
import play.module.Answer;
import play.module.Query;
import play.param.ParameterValues;

/** A question that a file describes: a script asks it. */
public final class DescribedQuery extends Described implements Query<ParameterValues> {
    public DescribedQuery(Description description, String script) {
        super(description, script);
    }

    @Override
    public Answer answer(ParameterValues params, Knowledge known) {
        return Answer.on(known.of(key(params)), state -> new Answer.Found(Results.of(description(), state)));
    }
}
