package play.modules.openssl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return entries().parts();
    }

    /** Types and values as results tell them. */
    List<List<String>> told() {
        return entries().told();
    }

    /** Whether a name is as wanted; only of parts with an order that order counts. */
    boolean isMet(List<NamePart> present) {
        return subjectOrdered.isPresent()
                ? parts().equals(present)
                : new HashSet<>(parts()).equals(new HashSet<>(present));
    }

    private NameEntries entries() {
        return named().and(subject.map(NameEntries::of).orElse(new NameEntries(List.of())))
                .and(ordered());
    }

    private NameEntries named() {
        Map<String, Object> named = new LinkedHashMap<>();
        countryName.ifPresent(value -> named.put("C", value));
        stateOrProvinceName.ifPresent(value -> named.put("ST", value));
        localityName.ifPresent(value -> named.put("L", value));
        organizationName.ifPresent(value -> named.put("O", value));
        organizationalUnitName.ifPresent(value -> named.put("OU", value));
        commonName.ifPresent(value -> named.put("CN", value));
        emailAddress.ifPresent(value -> named.put("emailAddress", value));
        return NameEntries.of(named);
    }

    private NameEntries ordered() {
        return subjectOrdered.map(NameEntries::ofOrdered).orElse(new NameEntries(List.of()));
    }

    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>(entries().faults("subject", parameter()));
        if (subjectOrdered.isPresent() && !entries().equals(ordered())) {
            faults.add(new Binding.Fault(
                    "subject_ordered",
                    "subject_ordered tells the whole subject; leave out what else names parts of it"));
        }
        if (countryName.filter(country -> !country.matches("[A-Za-z]{2}")).isPresent()) {
            faults.add(new Binding.Fault("country_name", "country_name must be two letters, such as CH"));
        }
        return faults;
    }

    private String parameter() {
        return subjectOrdered.isPresent() ? "subject_ordered" : subject.isPresent() ? "subject" : "common_name";
    }
}
