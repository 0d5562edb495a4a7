package play.modules.firewall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.param.TemplateFile;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** One table of nftables: its rules now, and the file from which they are loaded at boot. */
public final class NftablesTableModule implements Resource<NftablesTableModule.Params> {
    /** Which packets a table sees. */
    public enum Family {
        IP,
        IP6,
        INET,
        ARP,
        BRIDGE,
        NETDEV
    }

    @MutuallyExclusive({"content", "template"})
    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"content", "template"},
            any = true)
    public record Params(
            @Doc("Which packets the table sees.") Family family,

            @Doc("Name of the table.")
            @Matches(value = "[A-Za-z_][A-Za-z0-9_./-]*", expected = "the name of a table of nftables")
            String name,

            @Doc("present: the table has exactly these rules. absent: it goes, with all chains, sets and rules in"
                    + " it. No other table is touched.")
            @Default("present")
            Presence state,

            @Doc("The rules, as nft -f reads them: one `table FAMILY NAME { … }`, with `define` before it where"
                    + " that helps. Interfaces by iifname and oifname, since others than lo have numbers of their"
                    + " own on each host.")
            Optional<Content> content,

            @Doc("Template that gives the rules, searched in the directories templates.")
            Optional<TemplateFile> template,

            @Doc("File that is to hold the rules for the next boot, such as /etc/nftables.d/NAME.nft; its directory is"
                    + " made. It replaces this table alone, so any unit may load it by nft -f. With state: absent"
                    + " it goes too.")
            @HostPath
            Optional<String> path,

            @Doc("How long changed rules are on trial: unless a new connection arrives within this time, the host "
                    + "rolls them back by itself, and the task fails.")
            @Default("30s")
            Duration confirmWithin) {

        private TableName table() {
            return new TableName(family, name);
        }

        private Optional<Content> rules() {
            return content.or(() -> template.map(TemplateFile::content));
        }

        private Optional<Bytes> known() {
            return rules().flatMap(Content::bytes);
        }
    }

    /** Where nft is, if a package brings it. */
    private static final String NFT = "/usr/sbin/nft";

    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** How much longer than the trial a connection is tried: by then the host lets in again whom it let in before. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    private static final String PACKAGE = "- package: {name: nftables, provides: {paths: [/usr/sbin/nft]}}\n";
    private static final String RULES =
            "table inet example { chain input { type filter hook input priority 0; tcp dport { 9, 7 } drop; }; }";
    private static final String PRESENT = """
        family: inet
        name: example
        path: /etc/nftables.d/example.nft
        content: |
          table inet example {
            chain input {
              type filter hook input priority filter; policy accept;
              tcp dport {7, 9} drop
            }
          }
        """;
    private static final String KEPT = "mkdir /etc/nftables.d; cat >/etc/nftables.d/example.nft <<'T'\n"
            + "table inet example\n"
            + "delete table inet example\n\n"
            + PRESENT.substring(PRESENT.indexOf("|") + 2).replaceAll("(?m)^  ", "")
            + "T\nchmod 644 /etc/nftables.d/example.nft\n";
    private static final String ABSENT =
            "family: inet\nname: example\npath: /etc/nftables.d/example.nft\nstate: absent\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "nftables_table",
            "Sets the rules of one nftables table, or removes the table, and changes no other. Rules that"
                    + " would lock out the machine that runs play are rolled back by the host.",
            Params.class,
            new Example("absent", "", PRESENT, PACKAGE),
            new Example(
                    "drifted",
                    "nft '" + RULES + "'; nft add rule inet example input tcp dport 22 accept; " + KEPT,
                    PRESENT,
                    PACKAGE),
            new Example("drifted in its file alone", "nft '" + RULES + "'", PRESENT, PACKAGE),
            new Example("right, though written in another way", "nft '" + RULES + "'; " + KEPT, PRESENT, PACKAGE),
            new Example("to be removed", "nft '" + RULES + "'; " + KEPT, ABSENT, PACKAGE),
            new Example("right: removed, and another one is there", "nft add table ip example", ABSENT, PACKAGE));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(NftTables.at(params.table())));
        if (params.state() == Presence.PRESENT) {
            keys.add(Files.withoutDigest(NFT));
            params.known().ifPresent(rules -> keys.add(new NftVerdicts(rules).at(params.table())));
            params.path().ifPresent(path -> keys.addAll(folder(path).probes()));
            file(params).ifPresent(file -> keys.addAll(file.probes()));
        } else {
            absence(params).ifPresent(file -> keys.addAll(file.probes()));
        }
        return keys;
    }

    private static WantedDirectory folder(String path) {
        return new WantedDirectory(Paths.parent(path), WantedAttributes.ANY);
    }

    private static Optional<WantedFile> file(Params params) {
        return params.path().flatMap(path -> params.known().map(rules -> file(params, path, rules)));
    }

    private static WantedFile file(Params params, String path, Bytes rules) {
        return new WantedFile(
                path, Content.of(new TableScripts(params.table()).file(rules)), WantedAttributes.of("root", 0644));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.state() == Presence.ABSENT) {
            return params.rules().isPresent()
                    ? List.of(new Binding.Fault(
                            "state", "a table that is to be absent has no rules: leave out content and template"))
                    : List.of();
        }
        if (params.family() == Family.NETDEV) {
            return List.of(new Binding.Fault(
                    "family",
                    "tables of family netdev hang on devices, without which their rules can't be compared;"
                            + " they can only be absent"));
        }
        return params.confirmWithin().compareTo(SHORTEST) < 0
                ? List.of(new Binding.Fault(
                        "confirm_within",
                        "confirm_within must be " + SHORTEST.toSeconds() + " s or more: a new connection takes time"))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            return Steps.inOrder(known, List.of(now -> delete(params, now), now -> remove(params, now)));
        }
        if (params.known().isEmpty()) {
            return new Plan.Undetermined("the rules of table " + params.table() + " are not known yet");
        }
        return present(params, known);
    }

    private static Plan present(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        steps.add(now -> load(params, now));
        params.path().ifPresent(path -> steps.add(folder(path)::plan));
        file(params).ifPresent(file -> steps.add(file::plan));
        return Steps.inOrder(known, steps);
    }

    private static Plan load(Params params, Knowledge known) {
        return Plan.on(
                known.of(new NftVerdicts(params.known().orElseThrow()).at(params.table())), state -> switch (state) {
                    case NftVerdict.Refused(String why) ->
                        new Plan.Rejected("nft does not take the rules of table " + params.table() + ": " + why);
                    case NftVerdict.Accepted(NftRules rules) -> load(params, new Foreseen.Exactly<>(rules), known);
                    case NftVerdict.Unable unable ->
                        known.of(Files.withoutDigest(NFT)) instanceof Observed.Known<FileState>(FileState nft, var seen)
                                        && !nft.present()
                                ? new Plan.Rejected("the host has no nft; install the package nftables before")
                                : load(params, new Foreseen.Later<>("nft is not there yet"), known);
                });
    }

    private static Plan load(Params params, Foreseen<NftRules> wanted, Knowledge known) {
        return Plan.on(known.of(NftTables.at(params.table())), state -> switch (state) {
            case NftTable.Loaded(Foreseen<NftRules> rules) when rules.equals(wanted) -> Plan.UNCHANGED;
            case NftTable.Absent absent -> load("load table ", params, wanted);
            case NftTable other -> load("replace the rules of table ", params, wanted);
        });
    }

    private static Plan load(String title, Params params, Foreseen<NftRules> wanted) {
        TableScripts scripts = new TableScripts(params.table());
        Duration trial = params.confirmWithin();
        Effect loaded = new Effect.Sets<>(NftTables.at(params.table()), new NftTable.Loaded(wanted));
        return new Plan.Change(
                title + params.table(),
                List.of(
                        new Action.Run(
                                "try table " + params.table() + " for " + trial.toSeconds() + " s",
                                scripts.attempt(params.known().orElseThrow(), trial),
                                List.of()),
                        new Action.Reconnect(trial.plus(AFTERWARDS)),
                        new Action.Run("keep table " + params.table(), scripts.keep(trial), List.of(loaded))));
    }

    private static Plan delete(Params params, Knowledge known) {
        return Plan.on(known.of(NftTables.at(params.table())), state -> switch (state) {
            case NftTable.Absent absent -> Plan.UNCHANGED;
            case NftTable there ->
                new Plan.Change(
                        "remove table " + params.table(),
                        new Action.Run(
                                "remove table " + params.table(),
                                new TableScripts(params.table()).delete(),
                                List.of(new Effect.Sets<>(NftTables.at(params.table()), NftTable.ABSENT))));
        });
    }

    private static Plan remove(Params params, Knowledge known) {
        return absence(params).map(file -> file.plan(known)).orElse(Plan.UNCHANGED);
    }

    private static Optional<WantedAbsence> absence(Params params) {
        return params.path().map(path -> new WantedAbsence(path, false));
    }
}
