package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a params record: with one of these values of a parameter, others must be given. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(RequiredIf.All.class)
public @interface RequiredIf {
    /** The parameter that decides. */
    String when();

    /** Its values, as users write them. */
    String[] is();

    /** What is needed then: all of them, or one where {@link #any} is set. */
    String[] needs();

    boolean any() default false;

    /** Several on one record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        RequiredIf[] value();
    }
}
