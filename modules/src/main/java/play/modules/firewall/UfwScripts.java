package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Place;
import play.host.ShellWords;
import play.modules.firewall.UfwModule.Params;

/** What is run on a host for ufw. */
final class UfwScripts {
    static final Place UNDER = Place.below("/etc/ufw", "/etc/default/ufw");

    static final String FIND = """
        PATH=$PATH:/usr/sbin:/sbin
        command -v ufw >/dev/null || { echo 'the host has no ufw; install it' >&2; exit 1; }
        """;

    /** Leaves in {@code $insert} the word and the number that a rule is inserted by, or nothing for the end. */
    private static final String POSITION = """
        rules() {
          [ ! -e "/etc/ufw/$1" ] || sed -n 's/^### tuple ### //p' "/etc/ufw/$1"
        }
        old=$(rules user.rules | grep -c .)
        new=$(rules user6.rules | grep -c .)
        case $relative in
          first-ipv4) from=1 ;;
          last-ipv4) from=$((old > 0 ? old : 1)) ;;
          first-ipv6) from=$((old + 1)) ;;
          last-ipv6) from=$((new > 0 ? old + new : old + new + 1)) ;;
          *) from=0 ;;
        esac
        insert=
        if [ -n "$number" ]; then
          at=$((from + number))
          [ "$at" -gt "$((old + new))" ] || insert="insert $at"
        fi
        """;

    /** What there is, and what a dry run says there would be, of each version of IP. */
    private static final String SAID = """
        rules user.rules | sed 's/^/now4 /'
        rules user6.rules | sed 's/^/now6 /'
        printf '%s\\n' "$said" | awk '
          /^:ufw-user-input/ { v = 4; print "says4" }
          /^:ufw6-user-input/ { v = 6; print "says6" }
          sub(/^### tuple ### /, "") { print "next" v " " $0 }'
        """;

    /**
     * A dry run of ufw passes over limits for IPv6, which it sets all the same. What it would do is told by a rule that
     * only differs in what becomes of packets.
     */
    private static final String LIKE = """
        like=reject
        ! rules user6.rules | grep -qE '^(route:)?reject' || like=deny
        said=$(ufw --dry-run %s) || said=
        printf 'like %%s\\n' "$like"
        printf '%%s\\n' "$said" | awk '
          /^:ufw6-user-input/ { v = 6; print "likes6" }
          v == 6 && sub(/^### tuple ### /, "") { print "like6 " $0 }'
        """;

    private UfwScripts() {}

    /** Asks what a rule comes to. */
    static String asking(Params params) {
        boolean limit = params.rule().equals(Optional.of(UfwWords.Rule.LIMIT));
        return FIND + position(params) + "said=$(ufw --dry-run " + rule(params, "$insert") + ") || {\n"
                + "  printf '%s\\n' \"$said\" >&2\n  exit 1\n}\n" + SAID
                + (limit ? LIKE.formatted(words(params, false, "$insert", "\"$like\"")) : "");
    }

    /** Adds or deletes a rule. */
    static String acting(Params params) {
        return FIND + position(params) + "ufw " + rule(params, "$insert") + " >&2\n";
    }

    private static String position(Params params) {
        return "number=" + params.insert().map(String::valueOf).orElse("") + "\nrelative="
                + params.insertRelativeTo().word() + "\n" + POSITION;
    }

    /** A rule as a command line, without the program. */
    static String rule(Params params, String insert) {
        String action = params.rule().map(UfwWords.Rule::word).orElse("");
        return words(params, params.delete(), insert, action);
    }

    /** @param insert and {@code action} are shell that is taken as it is */
    private static String words(Params params, boolean delete, String insert, String action) {
        UfwRule rule = params.of();
        String before = (params.route() ? "route " : "")
                + (delete ? "delete " : "")
                + (params.insert().isPresent() ? insert + " " : "")
                + action;
        List<String> words = new ArrayList<>();
        params.direction().ifPresent(direction -> words.add(direction.word()));
        pair(words, "on", rule.interfaceName());
        rule.interfaceIn().ifPresent(name -> words.addAll(List.of("in", "on", name)));
        rule.interfaceOut().ifPresent(name -> words.addAll(List.of("out", "on", name)));
        add(words, rule.log(), "log");
        words.addAll(List.of("from", rule.fromIp()));
        pair(words, "port", rule.fromPort());
        words.addAll(List.of("to", rule.toIp()));
        pair(words, "port", rule.toPort());
        pair(words, "proto", rule.proto().map(UfwRule.Protocol::word));
        pair(words, "app", rule.name());
        pair(words, "comment", rule.comment());
        return before + " " + ShellWords.join(words);
    }

    private static void add(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    private static void pair(List<String> words, String word, Optional<String> value) {
        value.ifPresent(text -> words.addAll(List.of(word, text)));
    }
}
