package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a params record: with one of these values of a parameter, at least one of others must be given. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequiredIf {
    /** The parameter that decides. */
    String when();

    /** Its values, as users write them. */
    String[] is();

    /** Of these at least one is needed then. */
    String[] needs();
}
