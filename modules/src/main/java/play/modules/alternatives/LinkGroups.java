package play.modules.alternatives;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Fields;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.alternatives.LinkGroup.Kind;

/** Reads link groups from the files in which update-alternatives keeps them. A key's id is the name. */
record LinkGroups() implements StateFamily<LinkGroup> {
    /** Where they are kept, by the program of dpkg and by that of chkconfig. */
    static final List<String> FOLDERS = List.of("/var/lib/dpkg/alternatives", "/var/lib/alternatives");

    private static final Shape GROUP = Shape.ofParts("current text");

    /** A family comes before the priority, and what starts a service after it. */
    private static final Pattern PRIORITY = Pattern.compile("(?:@([^@]*)@)?(-?[0-9]{1,10})(?: .*)?");

    private static final String READ = """
        PATH=$PATH:/usr/sbin:/sbin
        tool=$(command -v update-alternatives || command -v alternatives) || {
          echo 'the host has no update-alternatives' >&2
          exit 1
        }
        case $("$tool" --help 2>&1) in *--family*) kind=chkconfig ;; *) kind=dpkg ;; esac
        dir=/var/lib/dpkg/alternatives
        [ -d "$dir" ] || dir=/var/lib/alternatives
        for name do
          if [ ! -f "$dir/$name" ]; then
            printf '%s\\0absent\\0' "$kind"
            continue
          fi
          printf '%s\\0present\\0%s\\0' "$kind" "$(readlink -- "/etc/alternatives/$name")"
          cat -- "$dir/$name" || exit 1
          printf '\\0'
          grep '^/' -- "$dir/$name" | sort -u | while IFS= read -r path; do
            [ -e "$path" ] || printf '%s\\0' "$path"
          done
          printf '\\0'
        done
        """;

    static StateKey<LinkGroup> at(String name) {
        return new LinkGroups().key(name);
    }

    @Override
    public String name() {
        return "alternative";
    }

    @Override
    public Class<LinkGroup> type() {
        return LinkGroup.class;
    }

    @Override
    public Place under() {
        return Place.below("/etc/alternatives", FOLDERS.getFirst(), FOLDERS.getLast());
    }

    @Override
    public Script read(List<StateKey<LinkGroup>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<LinkGroup> told(List<StateKey<LinkGroup>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the alternatives of the host cannot be read");
        Parts parts = Parts.of(result);
        return (index, name) -> {
            Kind kind = parts.next("chkconfig or dpkg").equals("chkconfig") ? Kind.CHKCONFIG : Kind.DPKG;
            if (parts.next("absent or present").equals("absent")) {
                return LinkGroup.none(kind);
            }
            Fields group = parts.next(GROUP);
            Set<String> gone = new HashSet<>(parts.list("paths that are gone"));
            return group(
                    kind,
                    group.text("current"),
                    new ArrayList<>(List.of(group.text("text").split("\n", -1))),
                    gone);
        };
    }

    /** First the mode, the link and the subcommands up to an empty line; then the choices. */
    private static LinkGroup group(Kind kind, String current, List<String> lines, Set<String> gone)
            throws UnknownStateException {
        boolean manual = next(lines).equals("manual");
        String link = next(lines);
        SortedMap<String, String> links = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (String name = next(lines); !name.isEmpty(); name = next(lines)) {
            names.add(name);
            links.put(name, next(lines));
        }
        List<Choice> choices = new ArrayList<>();
        while (!lines.isEmpty() && !lines.getFirst().isEmpty()) {
            String path = next(lines);
            String priority = next(lines);
            Matcher parts = PRIORITY.matcher(priority);
            if (!parts.matches()) {
                throw UnknownStateException.expected("the priority of " + path, priority);
            }
            SortedMap<String, String> subcommands = new TreeMap<>();
            for (String name : names) {
                String of = next(lines);
                if (!of.isEmpty()) {
                    subcommands.put(name, of);
                }
            }
            String family = parts.group(1) == null ? "" : parts.group(1);
            choices.add(new Choice(path, Long.parseLong(parts.group(2)), family, subcommands, !gone.contains(path)));
        }
        return new LinkGroup(kind, manual, current, link, links, choices);
    }

    private static String next(List<String> lines) throws UnknownStateException {
        if (lines.isEmpty()) {
            throw UnknownStateException.expected("another line of an alternative", "its end");
        }
        return lines.removeFirst();
    }
}
