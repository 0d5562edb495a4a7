package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text, or each of a list, is a path on the host. {@code ~} and {@code ~name} at its start stand for homes there;
 * modules get the path with the home in it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface HostPath {
    /** A pattern for absolute paths. */
    String ABSOLUTE = "/[^\\x00\\n]*";

    /** Whether it may be relative to a directory that the module knows. */
    boolean relative() default false;
}
