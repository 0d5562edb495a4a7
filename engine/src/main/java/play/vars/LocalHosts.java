package play.vars;

import java.util.List;
import java.util.Optional;
import play.inventory.HostPattern;
import play.load.ThisMachine;
import play.playbook.Vars;
import play.source.Located;
import play.source.SourceFile;

/** Hosts that are reached without a connection, as far as the inventory and the command line say. */
public final class LocalHosts implements ThisMachine {
    private final VariableSources sources;
    private final Optional<String> usual;

    /** @param usual the kind of connection that the command line asks for */
    public LocalHosts(VariableSources sources, Optional<String> usual) {
        this.sources = sources;
        this.usual = usual;
    }

    @Override
    public boolean isAmong(String pattern) {
        Located<String> located = new Located<>(pattern, new SourceFile("", pattern).whole());
        return NAMES.contains(pattern)
                || new HostPattern(sources.inventory(), problem -> {}, false)
                        .hosts(List.of(located)).stream().anyMatch(this::isLocal);
    }

    private boolean isLocal(String host) {
        Vars all = sources.inventoryOf(host).and(sources.invocation().extra());
        Vars.Var said = all.all().get(CONNECTION);
        return said == null ? usual.filter(ThisMachine::isLocal).isPresent() : ThisMachine.isLocal(said.value());
    }
}
