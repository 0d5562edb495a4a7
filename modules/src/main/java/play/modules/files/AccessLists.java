package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Reads {@link AccessList} by {@code getfacl}; links are followed. */
record AccessLists() implements StateFamily<AccessList> {
    private static final Pattern ENTRY =
            Pattern.compile("((?:default:)?(?:user|group|mask|other):[^:\\n]*:)([r-][w-][x-])");

    private static final String READ = """
        for p do
          [ -e "$p" ] || { printf 'none\\0\\0'; continue; }
          if l=$(getfacl -cpE -- "$p" 2>&1); then printf 'there\\0%s\\0' "$l"; else printf 'failed\\0%s\\0' "$l"; fi
        done
        """;

    static StateKey<AccessList> at(String path) {
        return new AccessLists().key(path);
    }

    @Override
    public String name() {
        return "access list";
    }

    @Override
    public Class<AccessList> type() {
        return AccessList.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<AccessList> absent() {
        return Optional.of(AccessList.NONE);
    }

    @Override
    public Script read(List<StateKey<AccessList>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<AccessList> told(List<StateKey<AccessList>> keys, ScriptResult result) throws UnknownStateException {
        Parts parts = Parts.of(result);
        return (index, path) -> {
            String kind = parts.next("none, there or failed");
            String text = parts.next("an access list");
            return switch (kind) {
                case "none" -> AccessList.NONE;
                case "there" -> entries(text);
                case "failed" ->
                    throw new UnknownStateException("the host does not tell the access list of " + path + ": "
                            + text.strip() + (text.contains("not found") ? " (install the package acl)" : ""));
                default -> throw UnknownStateException.expected("none, there or failed", kind);
            };
        };
    }

    private static AccessList entries(String text) throws UnknownStateException {
        SortedMap<String, String> entries = new TreeMap<>();
        for (String line : text.lines().filter(some -> !some.isBlank()).toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (!entry.matches()) {
                throw UnknownStateException.expected("an entry of an access list", line);
            }
            entries.put(entry.group(1), entry.group(2));
        }
        if (entries.isEmpty()) {
            throw UnknownStateException.expected("entries of an access list", text);
        }
        return new AccessList.Of(entries);
    }
}
