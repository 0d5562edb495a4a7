package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a params record: with one of these values of a parameter, others reach a command line: they can't be secret. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OpenIf {
    /** The parameter that decides. */
    String when();

    /** Its values, as users write them. */
    String[] is();

    /** What all users of the host can read then. */
    String[] open();

    /** What to do with a secret, as an imperative. */
    String instead();
}
