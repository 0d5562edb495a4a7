package play.modules.packages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told of the scripts of packages without running them: what they spell, and what they do in so many words.
 * Built from the text of all of them, and of files that name users and folders for systemd.
 */
final class MaintainerScripts {
    /** Parts of a word of a shell, and of what it puts in their place. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._@+/${}~-]+");

    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._@+/-]+");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]*");
    private static final Pattern ENABLES = Pattern.compile("deb-systemd-helper enable '?([A-Za-z0-9:_.@-]+)'?");
    private static final Pattern STARTS = Pattern.compile("deb-systemd-invoke (?:\\$\\w+|start|restart) (.*)");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@-]+\\.[a-z]+");
    private static final Pattern SYSTEM_USER = Pattern.compile(
            "\\b(adduser|useradd)\\b(?=.*\\s(--system|-r)\\b)[^|&;<>]*?\\s([a-z_][a-z0-9_-]*)\\s*($|\\d*[|&;<>].*)");
    private static final Pattern SYSTEM_GROUP =
            Pattern.compile("\\b(addgroup|groupadd)\\b[^|&;<>]*?\\s([a-z_][a-z0-9_-]*)\\s*($|\\d*[|&;<>].*)");
    private static final Pattern LINK = Pattern.compile("\\bln\\s+-s\\w*\\s+(/?[\\w./@+-]+)\\s+(/[\\w./@+-]+)\\s*$");
    private static final Pattern FOLDER =
            Pattern.compile("\\bmkdir\\s+(?:-p\\s+|-m\\s*[0-7]+\\s+)*(/[\\w./@+-]+)\\s*$");

    /** Settings that a program of Debian's copies, and merges later. */
    private static final Pattern SETTING =
            Pattern.compile("\\bucf\\s.*?(/usr/share/[\\w./@+-]+)\\s+(/etc/[\\w./@+-]+)");

    /** Lines of units that name others, which start or stop along with them. */
    private static final Pattern PULLS =
            Pattern.compile("(Wants|Requires|BindsTo|Upholds|Conflicts|Sockets|Also|Alias|Unit)=.*");

    private static final Pattern COPIES = Pattern.compile("\\b(cp|mv|ln|install)\\s.*");

    private final Set<String> words = new HashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> enabled = new HashSet<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> folders = new LinkedHashSet<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final Map<String, String> copies = new LinkedHashMap<>();

    MaintainerScripts(Archives archives) {
        archives.scripts().forEach(this::script);
        archives.settings().forEach((path, text) -> {
            if (path.contains("/sysusers.d/") || path.contains("/tmpfiles.d/")) {
                lines(text.utf8()).forEach(line -> declaration(path, line));
            } else if (path.contains("/systemd/system/")) {
                lines(text.utf8()).stream()
                        .filter(line -> PULLS.matcher(line).matches())
                        .forEach(this::spell);
            }
        });
    }

    /** Names without a folder, and whole paths. */
    Set<String> words() {
        return words;
    }

    Set<String> users() {
        return users;
    }

    Set<String> groups() {
        return groups;
    }

    /** Units, by their full names, that start at boot. */
    Set<String> enabled() {
        return enabled;
    }

    /** Units, by their full names, that are started. */
    Set<String> started() {
        return started;
    }

    Set<String> folders() {
        return folders;
    }

    /** Targets of symbolic links, by their paths. */
    Map<String, String> links() {
        return links;
    }

    /** Paths of files of archives, by those that they are copied to. */
    Map<String, String> copies() {
        return copies;
    }

    private static List<String> lines(String text) {
        return text.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** What a script may do, or does not for each host, is not believed, only feared. */
    private void script(String text) {
        lines(text).forEach(this::spell);
        ScriptOutline.of(text).forEach(command -> {
            users(command);
            units(command);
            files(command);
        });
    }

    private void files(ScriptCommand command) {
        SETTING.matcher(command.text())
                .results()
                .filter(copy -> command.ensures(copy.group(2)))
                .forEach(copy -> copies.put(copy.group(2), copy.group(1)));
        Matcher link = LINK.matcher(command.text());
        Matcher folder = FOLDER.matcher(command.text());
        if (link.find()) {
            if (command.ensures(link.group(2))) {
                links.put(link.group(2), link.group(1));
            }
        } else if (folder.find() && command.ensures(folder.group(1))) {
            folders.add(folder.group(1));
        }
    }

    private void users(ScriptCommand command) {
        Matcher user = SYSTEM_USER.matcher(command.text());
        Matcher group = SYSTEM_GROUP.matcher(command.text());
        if (user.find()) {
            String name = user.group(3);
            if (command.ensures(name)) {
                users.add(name);
                if (command.text().contains("--group") || user.group(1).equals("useradd")) {
                    groups.add(name);
                }
            }
        } else if (group.find() && command.ensures(group.group(2))) {
            groups.add(group.group(2));
        }
    }

    private void units(ScriptCommand command) {
        ENABLES.matcher(command.text())
                .results()
                .map(unit -> unit.group(1))
                .filter(command::ensures)
                .forEach(enabled::add);
        Matcher starts = STARTS.matcher(command.text());
        if (starts.find()) {
            UNIT.matcher(starts.group(1))
                    .results()
                    .map(MatchResult::group)
                    .filter(command::ensures)
                    .forEach(started::add);
        }
    }

    private void declaration(String path, String line) {
        spell(line);
        String[] fields = line.split("\\s+");
        if (path.contains("/sysusers.d/")
                && fields.length > 1
                && NAME.matcher(fields[1]).matches()) {
            switch (fields[0]) {
                case "u", "u!" -> {
                    users.add(fields[1]);
                    groups.add(fields[1]);
                }
                case "g" -> groups.add(fields[1]);
                default -> {}
            }
        }
    }

    /** A path that is written out is only that one; the last part of another may be in any folder. */
    private void spell(String line) {
        List<String> paths = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find(); ) {
            String text = word.group().replaceFirst("[.,/]+$", "");
            String last = text.substring(text.lastIndexOf('/') + 1);
            if (text.startsWith("/") && LITERAL.matcher(text).matches()) {
                words.add(text);
                paths.add(text);
            } else if (LITERAL.matcher(last).matches()) {
                words.add(last);
            }
        }
        if (paths.size() > 1 && COPIES.matcher(line).find()) {
            paths.forEach(path -> words.add(paths.getLast() + path.substring(path.lastIndexOf('/'))));
        }
    }
}
