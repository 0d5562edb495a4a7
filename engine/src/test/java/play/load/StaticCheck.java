package play.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.inventory.FolderVars;
import play.inventory.HostPattern;
import play.inventory.Inventory;
import play.inventory.InventoryReader;
import play.inventory.VarsFolders;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Vars;
import play.plugin.Plugins;
import play.source.Located;
import play.vars.ConnectionNames;
import play.vars.Invocation;
import play.vars.LocalHosts;
import play.vars.StaticArguments;
import play.vars.StaticTags;
import play.vars.UndefinedNames;
import play.vars.VariableSources;
import play.vault.Vault;
import play.vault.VaultNodes;

/** Everything that is checked before a run, as a program would do it. */
final class StaticCheck {
    private static final Set<String> FACTS = Set.of("distribution", "os_family", "hostname", "architecture");

    private final ProblemList problems = new ProblemList();
    private final Vars extra;

    StaticCheck(Vars extra) {
        this.extra = extra;
    }

    ProblemList problems() {
        return problems;
    }

    Playbook check(Path playbook, Path hosts) throws InterruptedException {
        VaultNodes nodes = new VaultNodes(Vault.LOCKED, problems);
        Inventory inventory = new InventoryReader(List.of(), nodes, problems).read(List.of(hosts.toString()));
        Plugins plugins = new Plugins(TestModules.registry());
        plugins.add(new ModuleFolders(plugins, Expressions.standard(), RolePaths.NONE));
        Path folder = playbook.resolveSibling("");
        List<FolderVars> beside = List.of(new VarsFolders(nodes, problems).read(folder));
        DataReader reader = new DataReader(Expressions.standard(), problems);
        Invocation run = new Invocation(extra, false, false, List.of(), List.of(), Map.of(), Map.of());
        VariableSources sources = new VariableSources(inventory, beside, reader, run, Vault.LOCKED);
        LocalHosts here = new LocalHosts(sources, Optional.empty());
        Loading loading = new Loading(plugins, Expressions.standard(), Vault.LOCKED, RolePaths.NONE, here, problems);
        Playbook loaded = new PlaybookLoader(loading).load(playbook);
        List<UndefinedNames.Target> targets = new ArrayList<>();
        for (Play play : loaded.plays()) {
            List<Located<String>> patterns = play.hosts().stream()
                    .filter(Data::isLiteral)
                    .map(data -> new Located<>(data.shown(), data.span()))
                    .toList();
            targets.add(new UndefinedNames.Target(play, new HostPattern(inventory, problems, false).hosts(patterns)));
        }
        new ConnectionNames(sources, FACTS, problems).check(loaded.plays());
        new UndefinedNames(sources, FACTS, problems).check(targets);
        new StaticTags(sources, problems).check(targets);
        new StaticArguments(sources, FACTS, problems).check(targets);
        return loaded;
    }
}
