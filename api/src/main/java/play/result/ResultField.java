package play.result;

import java.util.Optional;

/**
 * One field of a result.
 *
 * @param name as users write it: the component's name in snake case, or what {@link Named} says
 * @param when in which case it is there; always, if nothing
 */
public record ResultField(String name, String doc, ResultType type, Optional<String> when) {}
