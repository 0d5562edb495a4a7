package play.argspec;

import java.util.List;

/**
 * What is wrong with a value.
 *
 * @param path keys and indices that lead from the variable's value to what is wrong
 * @param ofKey whether the last key itself is at fault, not its value
 * @param code of the diagnostic
 * @param message a whole sentence
 */
public record ArgumentFault(List<Object> path, boolean ofKey, String code, String message) {
    public ArgumentFault {
        path = List.copyOf(path);
    }
}
