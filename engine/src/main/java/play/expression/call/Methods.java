package play.expression.call;

import play.expression.data.Failure;

/** The methods of Python's strings, lists and dictionaries that playbooks use. */
final class Methods {
    private Methods() {}

    static void add(Registry.Builder to) {
        StringMethods.add(to);
        StringTests.add(to);
        MappingMethods.add(to);
        ListMethods.add(to);
    }

    /** What was looked for must be there. */
    static Object index(long found) {
        if (found < 0) {
            throw Failure.value("The list does not contain it, so it has no index.");
        }
        return found;
    }
}
