package play.modules.packages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** The fields of a source of packages that apt's options have, named as in its files but for their case. */
public record Deb822Source(
        @Doc("Addresses of the repository.") @Default("[]") List<String> uris,

        @Doc("Releases, such as stable; an exact path ends in a slash and has no components.") @Default("[]")
        List<String> suites,

        @Doc("Parts of the releases, such as main.") @Default("[]")
        List<String> components,

        @Doc("Kinds of packages.") @Default("deb") @Matches(value = "deb|deb-src", expected = "deb or deb-src")
        List<String> types,

        @Doc("Whether apt uses it.") Optional<Boolean> enabled,

        @Doc("Architectures, rather than the host's.") @Default("[]")
        List<String> architectures,

        @Doc("Languages of translations.") @Default("[]") List<String> languages,

        @Doc("Things to download.") @Default("[]") List<String> targets,

        @Doc("Packages to take from it, and no others.") @Default("[]")
        List<String> include,

        @Doc("Packages not to take from it.") @Default("[]") List<String> exclude,

        @Doc("Whether its signature counts as good (yes) or as bad (no), whatever it is.")
        Optional<Boolean> trusted,

        @Doc("Whether a source that had a signature may have none.")
        Optional<Boolean> allowDowngradeToInsecure,

        @Doc("Whether it may have no signature.") Optional<Boolean> allowInsecure,

        @Doc("Whether its signature may be by a weak digest.")
        Optional<Boolean> allowWeak,

        @Doc("Whether indexes are fetched by their digests.")
        Optional<Boolean> byHash,

        @Doc("Whether a release from the future is refused.")
        Optional<Boolean> checkDate,

        @Doc("Whether an outdated release is refused.") Optional<Boolean> checkValidUntil,

        @Doc("How far in the future a release may be, in seconds.")
        Optional<Long> dateMaxFuture,

        @Doc("Path of the release's file, relative to the address.")
        Optional<String> inreleasePath,

        @Doc("Whether indexes are updated by differences.") Optional<Boolean> pdiffs) {
    /** The text of a file, in the order of the parameters' names, as Ansible writes it. */
    String text(String name, Optional<String> signedBy) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("name", name);
        list(fields, "uris", uris);
        list(fields, "suites", suites);
        list(fields, "components", components);
        list(fields, "types", types);
        list(fields, "architectures", architectures);
        list(fields, "languages", languages);
        list(fields, "targets", targets);
        list(fields, "include", include);
        list(fields, "exclude", exclude);
        flag(fields, "enabled", enabled);
        flag(fields, "trusted", trusted);
        flag(fields, "allow_downgrade_to_insecure", allowDowngradeToInsecure);
        flag(fields, "allow_insecure", allowInsecure);
        flag(fields, "allow_weak", allowWeak);
        flag(fields, "by_hash", byHash);
        flag(fields, "check_date", checkDate);
        flag(fields, "check_valid_until", checkValidUntil);
        flag(fields, "pdiffs", pdiffs);
        dateMaxFuture.ifPresent(seconds -> fields.put("date_max_future", String.valueOf(seconds)));
        inreleasePath.ifPresent(path -> fields.put("inrelease_path", path));
        signedBy.ifPresent(key -> fields.put("signed_by", key));
        return fields.entrySet().stream()
                .map(field -> header(field.getKey()) + ": " + value(field.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static void list(Map<String, String> fields, String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(name, String.join(" ", values));
        }
    }

    private static void flag(Map<String, String> fields, String name, Optional<Boolean> flag) {
        flag.ifPresent(on -> fields.put(name, on ? "yes" : "no"));
    }

    private static String header(String name) {
        return switch (name) {
            case "name" -> "X-Repolib-Name";
            case "uris" -> "URIs";
            default ->
                List.of(name.split("_")).stream()
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining("-"));
        };
    }

    /** Lines after the first are indented, and empty ones have a dot. */
    private static String value(String text) {
        return text.contains("\n")
                ? text.strip()
                        .lines()
                        .map(line -> "\n " + (line.isBlank() ? "." : line))
                        .collect(Collectors.joining())
                : text;
    }
}
