package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.host.Facts;
import play.playbook.Play;
import play.playbook.SearchPath;
import play.playbook.Step;
import play.source.Span;
import play.vars.HostScope;
import play.vars.PlayVars;
import play.vars.UndefinedNames;
import play.vault.Vault;

/**
 * What one host sees before anything has run: by itself, or in a play.
 *
 * @param play that it is seen in
 */
record HostView(Loaded loaded, String host, Optional<Play> play) {
    static final Option PLAYBOOK =
            Option.of("FILE", "As seen in this playbook, with the variables and roles of its plays.", "--playbook");

    /** What says what is loaded, for one host of the inventory. */
    static final List<Option> OPTIONS = options();

    private static List<Option> options() {
        List<Option> all = new ArrayList<>(Loaded.OPTIONS);
        all.remove(Loaded.LIMIT);
        all.add(PLAYBOOK);
        all.add(Loaded.ALL_PROBLEMS);
        return List.copyOf(all);
    }

    /**
     * The host in each play of the playbook that is for it, or by itself where there is no playbook; variables beside
     * the current directory count then. What is wrong is reported; with errors there is none.
     */
    static List<HostView> read(Arguments arguments, Span host, Vault vault, ProblemList problems)
            throws UsageException, InterruptedException {
        Optional<Path> playbook = arguments.path(PLAYBOOK.name());
        Loaded.Asked asked =
                playbook.map(file -> Loaded.Asked.of(List.of(file))).orElseGet(() -> Loaded.Asked.nothing(Path.of("")));
        Loaded loaded = Loaded.read(arguments, asked, vault, problems);
        String name = host.text();
        if (loaded.inventory().host(name).isEmpty() && !loaded.inventory().isImplicit(name)) {
            problems.report(Diagnostic.error("unknown-host", "Unknown host", unknown(loaded, name), host));
            return List.of();
        }
        if (playbook.isEmpty()) {
            return List.of(new HostView(loaded, name, Optional.empty()));
        }
        List<HostView> views = loaded.targets().stream()
                .filter(target -> target.hosts().contains(name))
                .map(UndefinedNames.Target::play)
                .map(play -> new HostView(loaded, name, Optional.of(play)))
                .toList();
        if (views.isEmpty() && !problems.hasErrors()) {
            problems.report(Diagnostic.error(
                    "unknown-host",
                    "Unknown host",
                    "No play of '" + playbook.get() + "' is for '" + name + "'.",
                    host));
        }
        return views;
    }

    private static String unknown(Loaded loaded, String name) {
        Set<String> hosts = loaded.inventory().hosts().keySet();
        if (loaded.inventory().group(name).isPresent()) {
            return "'" + name + "' is a group, whose hosts may see different values: name one of them, "
                    + String.join(" or ", loaded.inventory().hostsOf(name)) + ".";
        }
        return "The inventory has no host '" + name + "'." + Suggestions.hint(name, hosts);
    }

    /** Its variables; those of another view before it are not to be used any more. */
    HostScope scope(SearchPath files) {
        play.ifPresent(seen -> {
            List<String> hosts = loaded.targets().stream()
                    .filter(target -> target.play().equals(seen))
                    .flatMap(target -> target.hosts().stream())
                    .toList();
            loaded.variables().startPlay(PlayVars.of(seen, hosts, hosts));
        });
        return loaded.variables().scope(host, Step.Context.beside(files), Map.of());
    }

    HostScope scope() {
        return scope(play.map(seen -> seen.context().files()).orElse(Step.Context.NONE.files()));
    }

    /** Said of a name that is nowhere defined, where it is that of a fact. */
    static String factHint(String name) {
        return Facts.NAMES.stream().anyMatch(fact -> name.equals("ansible_" + fact))
                ? " It is a fact, which hosts tell in a run only: 'play facts HOST' asks them."
                : "";
    }
}
