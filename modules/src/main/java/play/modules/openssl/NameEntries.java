package play.modules.openssl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Binding;

/**
 * A distinguished name as a task writes it.
 *
 * @param told types and values of its parts, in their order
 */
record NameEntries(List<List<String>> told) {
    NameEntries {
        told = List.copyOf(told);
    }

    /** @param several a value, or a list of values, by type */
    static NameEntries of(Map<String, Object> several) {
        List<List<String>> told = new ArrayList<>();
        several.forEach((type, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(one -> told.add(List.of(type, String.valueOf(one))));
            } else {
                told.add(List.of(type, String.valueOf(value)));
            }
        });
        return new NameEntries(told);
    }

    /** @param ordered mappings of one type each */
    static NameEntries ofOrdered(List<Map<String, Object>> ordered) {
        return new NameEntries(
                ordered.stream().flatMap(one -> of(one).told().stream()).toList());
    }

    NameEntries and(NameEntries others) {
        List<List<String>> all = new ArrayList<>(told);
        all.addAll(others.told);
        return new NameEntries(all);
    }

    /** The parts; those of unknown types are left out. */
    List<NamePart> parts() {
        return told.stream()
                .flatMap(entry -> NamePart.of(entry.getFirst(), entry.getLast()).stream())
                .toList();
    }

    /**
     * What is wrong with them.
     *
     * @param whose what the name is: {@code subject}
     */
    List<Binding.Fault> faults(String whose, String parameter) {
        List<Binding.Fault> faults = new ArrayList<>();
        for (List<String> entry : told) {
            String type = entry.getFirst();
            NamePart.of(type, entry.getLast())
                    .map(part -> part.fault().map(why -> "the " + whose + "'s " + type + " must be a text: " + why))
                    .orElseGet(() -> Optional.of("'" + type + "' is no part of the " + whose + "; there are "
                            + String.join(", ", NamePart.names()) + ", and object identifiers"))
                    .ifPresent(why -> faults.add(new Binding.Fault(parameter, why)));
        }
        return faults;
    }
}
