package play.module;

import play.param.VarsSource;

/** A control that gives the host variables from files on the controller; the engine reads them. */
public interface VarsReader<P extends Record> extends Control<P> {
    VarsSource source(P params);

    @Override
    default Verdict evaluate(P params) {
        return new Verdict.Includes(source(params));
    }
}
