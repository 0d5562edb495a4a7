package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a params record: with one parameter, others must be given too. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(RequiredBy.All.class)
public @interface RequiredBy {
    /** The parameter that needs others. */
    String value();

    /** All of these. */
    String[] needs();

    /** Several on one record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        RequiredBy[] value();
    }
}
