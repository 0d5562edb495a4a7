package play.modules.openssl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import play.param.Alias;
import play.param.Binding;
import play.param.Doc;

/** Whose certificate is asked for: parameters of requests. */
public record WantedSubject(
        @Doc("Country, two letters.") @Alias({"C", "countryName"})
        Optional<String> countryName,

        @Doc("State or province.") @Alias({"ST", "stateOrProvinceName"})
        Optional<String> stateOrProvinceName,

        @Doc("Town.") @Alias({"L", "localityName"}) Optional<String> localityName,

        @Doc("Organization.") @Alias({"O", "organizationName"})
        Optional<String> organizationName,

        @Doc("Part of the organization.") @Alias({"OU", "organizationalUnitName"})
        Optional<String> organizationalUnitName,

        @Doc("Common name.") @Alias({"CN", "commonName"}) Optional<String> commonName,

        @Doc("Address of mail.") @Alias({"E", "emailAddress"})
        Optional<String> emailAddress,

        @Doc("More parts of the name: a value, or a list of values, by type. Types are CN, commonName and the like, or"
                + " object identifiers.")
        Optional<Map<String, Object>> subject,

        @Doc("All parts of the name in their order, a mapping of one type each; without the other parameters.")
        Optional<List<Map<String, Object>>> subjectOrdered) {

    /** The parts that the name is to have; those of unknown types are left out. */
    List<NamePart> parts() {
        List<NamePart> parts = new ArrayList<>();
        each((type, value) -> NamePart.of(type, value).ifPresent(parts::add));
        return parts;
    }

    /** Types and values as results tell them. */
    List<List<String>> told() {
        List<List<String>> told = new ArrayList<>();
        each((type, value) -> told.add(List.of(type, value)));
        return told;
    }

    /** Whether a name is as wanted; only of parts with an order that order counts. */
    boolean isMet(List<NamePart> present) {
        return subjectOrdered.isPresent()
                ? parts().equals(present)
                : new HashSet<>(parts()).equals(new HashSet<>(present));
    }

    private void each(BiConsumer<String, String> part) {
        countryName.ifPresent(value -> part.accept("C", value));
        stateOrProvinceName.ifPresent(value -> part.accept("ST", value));
        localityName.ifPresent(value -> part.accept("L", value));
        organizationName.ifPresent(value -> part.accept("O", value));
        organizationalUnitName.ifPresent(value -> part.accept("OU", value));
        commonName.ifPresent(value -> part.accept("CN", value));
        emailAddress.ifPresent(value -> part.accept("emailAddress", value));
        subject.ifPresent(more -> each(more, part));
        subjectOrdered.ifPresent(all -> all.forEach(one -> each(one, part)));
    }

    private static void each(Map<String, Object> parts, BiConsumer<String, String> part) {
        parts.forEach((type, value) -> {
            if (value instanceof List<?> several) {
                several.forEach(one -> part.accept(type, String.valueOf(one)));
            } else {
                part.accept(type, String.valueOf(value));
            }
        });
    }

    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>();
        each((type, value) -> NamePart.of(type, value)
                .map(part -> part.fault().map(why -> "a subject's " + type + " must be a text: " + why))
                .orElseGet(() -> Optional.of("'" + type + "' is no part of a subject; there are "
                        + String.join(", ", NamePart.names()) + ", and object identifiers"))
                .ifPresent(why -> faults.add(new Binding.Fault(parameter(), why))));
        if (subjectOrdered.isPresent() && !told().equals(ordered())) {
            faults.add(new Binding.Fault(
                    "subject_ordered",
                    "subject_ordered tells the whole subject; leave out what else names parts of it"));
        }
        if (countryName.filter(country -> !country.matches("[A-Za-z]{2}")).isPresent()) {
            faults.add(new Binding.Fault("country_name", "country_name must be two letters, such as CH"));
        }
        return faults;
    }

    private List<List<String>> ordered() {
        List<List<String>> told = new ArrayList<>();
        subjectOrdered.ifPresent(all -> all.forEach(one -> each(one, (type, value) -> told.add(List.of(type, value)))));
        return told;
    }

    private String parameter() {
        return subjectOrdered.isPresent() ? "subject_ordered" : subject.isPresent() ? "subject" : "common_name";
    }
}
