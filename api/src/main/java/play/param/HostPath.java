package play.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text, or each of a list, is a path on the host. {@code $NAME} and <code>${NAME}</code> stand for variables of the
 * environment there, where they are set, {@code ~} and {@code ~name} at its start for homes, and a relative path begins
 * in the directory that commands of the task run in; modules get the absolute path.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface HostPath {
    /** A pattern for absolute paths. */
    String ABSOLUTE = "/[^\\x00\\n]*";

    /** Whether a relative path is left as it is, for it begins in a directory that the module knows. */
    boolean relative() default false;

    /**
     * With {@link #relative}: the parameter that says that directory. Where it is not given, the path begins where any
     * other does.
     */
    String within() default "";
}
