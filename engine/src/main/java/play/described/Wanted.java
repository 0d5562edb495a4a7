package play.described;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import play.value.Foreseen;

/**
 * What a task wants of a thing.
 *
 * @param present whether it is to be there
 * @param fields what is compared of it, as their fields read it
 */
record Wanted(boolean present, Map<String, @Nullable Object> fields) {
    /** The fields whose values only the run will tell. */
    List<String> undecided(DescribedState found) {
        return present
                ? fields.keySet().stream()
                        .filter(name -> found.fields().get(name) instanceof Foreseen.Later<?>)
                        .toList()
                : List.of();
    }

    /** What is not as wanted, by name. */
    List<String> differing(DescribedState found) {
        List<String> names = new ArrayList<>();
        if (present != found.present()) {
            names.add(DescribedState.PRESENT);
        }
        if (present) {
            fields.forEach((name, value) -> {
                if (!Objects.equals(value, found.fields().get(name))) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    /** What is there once it is as wanted. */
    DescribedState fulfilled(List<Field> all) {
        if (!present) {
            return DescribedState.absent(all);
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        all.forEach(field -> after.put(
                field.name(),
                fields.containsKey(field.name())
                        ? fields.get(field.name())
                        : new Foreseen.Later<>("'" + field.name() + "' is told once the change is made")));
        return new DescribedState(true, after);
    }
}
