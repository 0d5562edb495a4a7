package play.connection.openssh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code ssh} makes of its configuration and options for one destination, as {@code ssh -G} prints it, beside what
 * it prints without any configuration: the user said what differs.
 *
 * @param values of each keyword, in small letters, its lines
 * @param usual without configuration
 * @param ofSystem by the configuration of the system alone
 */
public record SshConfig(
        Map<String, List<String>> values, Map<String, List<String>> usual, Map<String, List<String>> ofSystem) {
    /** What the built-in client does as they say. */
    private static final Set<String> HEEDED = Set.of(
            "host",
            "hostname",
            "user",
            "port",
            "identityfile",
            "identitiesonly",
            "identityagent",
            "userknownhostsfile",
            "globalknownhostsfile",
            "stricthostkeychecking",
            "hostkeyalias",
            "connecttimeout",
            "serveraliveinterval",
            "serveralivecountmax");

    /**
     * What means nothing to a connection that only runs programs, or only forbids a way to log in that is not taken.
     */
    private static final Set<String> NO_BEARING = Set.of(
            "addkeystoagent",
            "batchmode",
            "canonicaldomains",
            "canonicalizefallbacklocal",
            "canonicalizehostname",
            "canonicalizemaxdots",
            "canonicalizepermittedcnames",
            "channeltimeout",
            "checkhostip",
            "clearallforwardings",
            "compression",
            "connectionattempts",
            "controlmaster",
            "controlpath",
            "controlpersist",
            "dynamicforward",
            "enableescapecommandline",
            "enablesshkeysign",
            "escapechar",
            "exitonforwardfailure",
            "fingerprinthash",
            "forkafterauthentication",
            "forwardagent",
            "forwardx11",
            "forwardx11timeout",
            "forwardx11trusted",
            "gatewayports",
            "gssapiauthentication",
            "gssapidelegatecredentials",
            "gssapikeyexchange",
            "gssapirenewalforcesrekey",
            "gssapitrustdns",
            "hashknownhosts",
            "hostbasedauthentication",
            "ignoreunknown",
            "ipqos",
            "kbdinteractiveauthentication",
            "localcommand",
            "localforward",
            "loglevel",
            "logverbose",
            "nohostauthenticationforlocalhost",
            "numberofpasswordprompts",
            "obscurekeystroketiming",
            "passwordauthentication",
            "permitlocalcommand",
            "permitremoteopen",
            "preferredauthentications",
            "proxyusefdpass",
            "pubkeyauthentication",
            "remoteforward",
            "requesttty",
            "sendenv",
            "sessiontype",
            "stdinnull",
            "streamlocalbindmask",
            "streamlocalbindunlink",
            "syslogfacility",
            "tag",
            "tcpkeepalive",
            "tunnel",
            "tunneldevice",
            "updatehostkeys",
            "verifyhostkeydns",
            "visualhostkey",
            "warnweakcrypto",
            "xauthlocation");

    /** Distributions narrow these for all programs; the built-in client offers none that is weak. */
    private static final Set<String> ALGORITHMS = Set.of(
            "ciphers",
            "macs",
            "kexalgorithms",
            "hostkeyalgorithms",
            "pubkeyacceptedalgorithms",
            "casignaturealgorithms",
            "hostbasedacceptedalgorithms",
            "gssapikexalgorithms",
            "requiredrsasize",
            "rekeylimit");

    /** Reads what {@code ssh -G} printed. */
    static Map<String, List<String>> parse(String printed) {
        return printed.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.groupingBy(
                        words -> words[0].toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.mapping(words -> words.length > 1 ? words[1] : "", Collectors.toList())));
    }

    /** Whether a keyword has a meaning to a connection at all. */
    static boolean matters(String keyword) {
        return !NO_BEARING.contains(keyword);
    }

    /** The lines of a keyword that somebody gave; none where it is as it always is. */
    List<String> said(String keyword) {
        List<String> lines = values.getOrDefault(keyword, List.of());
        return lines.equals(usual.get(keyword)) ? List.of() : lines;
    }

    /** The first line of a keyword, whoever gave it. */
    public Optional<String> value(String keyword) {
        return values.getOrDefault(keyword, List.of()).stream().findFirst();
    }

    /** Whether the host is reached through another one, or through a program. */
    boolean leadsThroughOthers() {
        return Stream.of("proxyjump", "proxycommand")
                .anyMatch(keyword ->
                        value(keyword).filter(way -> !way.equals("none")).isPresent());
    }

    /** The keywords that the built-in client can't do, each with its first line. */
    List<String> beyondBuiltIn() {
        return values.keySet().stream()
                .filter(keyword -> !HEEDED.contains(keyword)
                        && matters(keyword)
                        && !said(keyword).isEmpty())
                .filter(keyword ->
                        !ALGORITHMS.contains(keyword) || !said(keyword).equals(ofSystem.get(keyword)))
                .map(keyword -> keyword + " " + said(keyword).getFirst())
                .toList();
    }
}
