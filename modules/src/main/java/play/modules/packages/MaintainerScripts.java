package play.modules.packages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What a script does for some versions only is not believed, only feared. */
    private void script(String text) {
        boolean always = !text.contains("--compare-versions");
        for (String line : lines(text)) {
            spell(line);
            users(line);
            units(line);
            SETTING.matcher(line).results().forEach(copy -> copies.put(copy.group(2), copy.group(1)));
            if (always) {
                Matcher link = LINK.matcher(line);
                Matcher folder = FOLDER.matcher(line);
                if (link.find()) {
                    links.put(link.group(2), link.group(1));
                } else if (folder.find()) {
                    folders.add(folder.group(1));
                }
            }
        }
    }

    private void users(String line) {
        Matcher user = SYSTEM_USER.matcher(line);
        Matcher group = SYSTEM_GROUP.matcher(line);
        if (user.find()) {
            users.add(user.group(3));
            if (line.contains("--group") || user.group(1).equals("useradd")) {
                groups.add(user.group(3));
            }
        } else if (group.find()) {
            groups.add(group.group(2));
        }
    }

    private void units(String line) {
        ENABLES.matcher(line).results().forEach(unit -> enabled.add(unit.group(1)));
        Matcher starts = STARTS.matcher(line);
        if (starts.find()) {
            UNIT.matcher(starts.group(1)).results().forEach(unit -> started.add(unit.group()));
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
