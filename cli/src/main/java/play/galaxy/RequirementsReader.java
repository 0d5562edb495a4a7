package play.galaxy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.diag.TextFiles;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/**
 * Reads files of requirements as ansible-galaxy takes them: a list of roles, or {@code roles} and {@code collections}.
 */
final class RequirementsReader {
    private static final Set<String> SECTIONS = Set.of("roles", "collections");
    private static final Set<String> OF_ROLES = Set.of("name", "role", "src", "scm", "version");
    private static final Set<String> OF_COLLECTIONS = Set.of("name", "version", "source", "type");
    private static final Set<String> TYPES = Set.of("galaxy", "git", "url", "file");
    private static final Pattern FULL_NAME = Pattern.compile("[A-Za-z0-9_]+\\.[A-Za-z0-9_-]+");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final String server;
    private final ProblemList problems;

    /** @param server that is asked where none is named */
    RequirementsReader(String server, ProblemList problems) {
        this.server = server;
        this.problems = problems;
    }

    List<Requirement> read(Path file) {
        List<Requirement> all = new ArrayList<>();
        TextFiles.read(file, problems)
                .flatMap(source -> YamlReader.document(source, problems))
                .ifPresent(root -> document(root, all));
        return all;
    }

    private void document(YamlNode root, List<Requirement> all) {
        switch (root) {
            case YamlNode.Sequence roles -> roles(roles, all);
            case YamlNode.Mapping sections -> {
                refuseOthers(sections, SECTIONS, "requirements");
                sections.get("roles").ifPresent(list -> roles(list, all));
                sections.get("collections")
                        .ifPresent(list ->
                                items(list).forEach(item -> collection(item).ifPresent(all::add)));
            }
            case YamlNode.Scalar text ->
                wrong("Requirements are a list of roles, or a mapping with 'roles' and 'collections'.", text);
        }
    }

    /** Roles of a list, as files of requirements and {@code dependencies} of roles have them. */
    void roles(YamlNode list, List<Requirement> all) {
        items(list).forEach(item -> role(item).ifPresent(all::add));
    }

    private List<YamlNode> items(YamlNode list) {
        if (list instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        if (!(list instanceof YamlNode.Scalar scalar && scalar.value() == null)) {
            wrong("Expected a list: put '- ' before each.", list);
        }
        return List.of();
    }

    /** {@code SRC[,VERSION[,NAME]]}, or a mapping. */
    private Optional<Requirement> role(YamlNode item) {
        if (item instanceof YamlNode.Scalar text) {
            String[] parts = text.text().split(",", 3);
            return role(
                    item,
                    parts[0].strip(),
                    new Keys(
                            "",
                            parts.length > 1 ? Optional.of(parts[1].strip()) : Optional.empty(),
                            parts.length > 2 ? Optional.of(parts[2].strip()) : Optional.empty()));
        }
        if (!(item instanceof YamlNode.Mapping map)) {
            wrong("A role is a mapping with 'name' or 'src'.", item);
            return Optional.empty();
        }
        if (map.get("include").isPresent()) {
            refuse(
                    "not-supported",
                    "Not supported yet",
                    "'include' of another file is not supported here: give it by" + " another '-r'.",
                    map);
            return Optional.empty();
        }
        refuseOthers(map, OF_ROLES, "a role");
        Optional<String> name = text(map, "name").or(() -> text(map, "role"));
        Optional<String> source = text(map, "src").or(() -> name);
        if (source.isEmpty()) {
            refuse("missing-key", "Missing key", "A role needs 'name' or 'src', where it comes from.", map);
            return Optional.empty();
        }
        return role(item, source.get(), new Keys(text(map, "scm").orElse(""), text(map, "version"), name));
    }

    private record Keys(String scm, Optional<String> version, Optional<String> name) {}

    private Optional<Requirement> role(YamlNode item, String source, Keys keys) {
        if (!Set.of("", "git").contains(keys.scm()) || source.startsWith("hg+")) {
            refuse("not-supported", "Not supported yet", "Of version control systems only Git is supported.", item);
            return Optional.empty();
        }
        boolean full = FULL_NAME.matcher(source).matches();
        Requirement.Source from = isGit(source) || keys.scm().equals("git")
                ? git(source)
                : full ? new Requirement.Galaxy(server) : new Requirement.Archive(source);
        if (from instanceof Requirement.Archive && !source.contains("/") && !source.contains(".t")) {
            refuse(
                    "invalid-value",
                    "Invalid value",
                    "'" + source + "' is neither an address, nor a file, nor the name"
                            + " of a role on a Galaxy server, NAMESPACE.NAME.",
                    item);
            return Optional.empty();
        }
        String name =
                keys.name().filter(given -> !given.contains("/")).orElseGet(() -> full ? source : lastPart(source));
        if (!PLAIN_NAME.matcher(name).matches()) {
            refuse("invalid-value", "Invalid value", "'" + name + "' cannot be the name of a role.", item);
            return Optional.empty();
        }
        return Optional.of(new Requirement(
                Requirement.Kind.ROLE, Optional.of(name), from, keys.version().filter(v -> !v.isEmpty()), item.span()));
    }

    private static boolean isGit(String source) {
        return source.startsWith("git+")
                || source.startsWith("git@")
                || source.startsWith("git://")
                || source.endsWith(".git")
                || (source.startsWith("https://github.com/") && !source.endsWith(".tar.gz"));
    }

    private static Requirement.Git git(String source) {
        String address = source.startsWith("git+") ? source.substring(4) : source;
        int folder = address.indexOf('#');
        return folder < 0
                ? new Requirement.Git(address, "")
                : new Requirement.Git(
                        address.substring(0, folder),
                        address.substring(folder + 1).replaceAll("^/+|/+$", ""));
    }

    private static String lastPart(String source) {
        String path = source.replaceFirst("#.*", "").replaceFirst("/+$", "");
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)
                .replaceFirst("\\.(git|tar\\.gz|tgz|tar)$", "");
    }

    private Optional<Requirement> collection(YamlNode item) {
        if (item instanceof YamlNode.Scalar text) {
            return collection(item, text.text(), "", new Keys("", Optional.empty(), Optional.empty()));
        }
        if (!(item instanceof YamlNode.Mapping map)) {
            wrong("A collection is a mapping with 'name'.", item);
            return Optional.empty();
        }
        refuseOthers(map, OF_COLLECTIONS, "a collection");
        Optional<String> name = text(map, "name").or(() -> text(map, "source"));
        if (name.isEmpty()) {
            refuse("missing-key", "Missing key", "A collection needs 'name'.", map);
            return Optional.empty();
        }
        return collection(
                item,
                name.get(),
                text(map, "type").orElse(""),
                new Keys("", text(map, "version"), text(map, "source")));
    }

    /** @param keys whose name is a server */
    private Optional<Requirement> collection(YamlNode item, String given, String type, Keys keys) {
        if (!type.isEmpty() && !TYPES.contains(type)) {
            refuse(
                    "invalid-value",
                    "Invalid value",
                    "'type' is one of file, galaxy, git, url, not '" + type + "'." + Suggestions.hint(type, TYPES),
                    item);
            return Optional.empty();
        }
        boolean git = type.equals("git") || (type.isEmpty() && isGit(given));
        boolean archive = type.equals("url") || type.equals("file") || (type.isEmpty() && given.contains("/"));
        String address = given;
        Optional<String> version = keys.version().filter(text -> !text.equals("*"));
        if (git && given.contains(",")) {
            address = given.substring(0, given.lastIndexOf(','));
            version = Optional.of(given.substring(given.lastIndexOf(',') + 1));
        }
        if (git || archive) {
            return Optional.of(new Requirement(
                    Requirement.Kind.COLLECTION,
                    Optional.empty(),
                    git ? git(address) : new Requirement.Archive(address),
                    version,
                    item.span()));
        }
        return ofGalaxy(item, given, version, keys.name().orElse(server));
    }

    private Optional<Requirement> ofGalaxy(YamlNode item, String name, Optional<String> version, String from) {
        if (!FULL_NAME.matcher(name).matches()) {
            refuse(
                    "invalid-value",
                    "Invalid value",
                    "'" + name + "' is no name of a collection, NAMESPACE.NAME.",
                    item);
            return Optional.empty();
        }
        if (version.isPresent() && VersionRange.of(version.get()).isEmpty()) {
            refuse(
                    "invalid-value",
                    "Invalid value",
                    "'" + version.get() + "' is no range of versions, such as '>=1.2,<2.0'.",
                    item);
            return Optional.empty();
        }
        return Optional.of(new Requirement(
                Requirement.Kind.COLLECTION, Optional.of(name), new Requirement.Galaxy(from), version, item.span()));
    }

    private Optional<String> text(YamlNode.Mapping map, String key) {
        Optional<YamlNode> value = map.get(key);
        if (value.isPresent() && !(value.get() instanceof YamlNode.Scalar)) {
            wrong("'" + key + "' must be a string.", value.get());
        }
        return value.filter(node -> node instanceof YamlNode.Scalar scalar && scalar.value() != null)
                .map(node -> ((YamlNode.Scalar) node).text());
    }

    private void refuseOthers(YamlNode.Mapping map, Set<String> known, String what) {
        map.entries().stream()
                .filter(entry -> !known.contains(entry.key().text()))
                .forEach(entry -> refuse(
                        "unknown-key",
                        "Unknown key",
                        "'" + entry.key().text() + "' is no key of " + what + "."
                                + Suggestions.hint(entry.key().text(), known),
                        entry.key()));
    }

    private void wrong(String detail, YamlNode place) {
        refuse("wrong-type", "Wrong type of value", detail, place);
    }

    private void refuse(String code, String summary, String detail, YamlNode place) {
        problems.report(Diagnostic.error(code, summary, detail, place.span()));
    }
}
