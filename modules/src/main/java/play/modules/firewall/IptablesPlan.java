package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.param.Presence;

/** What a task comes to for one version of IP. */
record IptablesPlan(IptablesModule.Params params, IptablesWords.Version version) implements Function<Knowledge, Plan> {
    @Override
    public Plan apply(Knowledge known) {
        return Plan.on(known.of(params.key(version)), table -> {
            if (params.flush()) {
                return flushed(table);
            }
            String name = params.chain().orElse("");
            if (params.policy().isPresent()) {
                return policy(table, name, params.policy().get());
            }
            return params.isOfRule() ? rule(table, name, known) : chain(table, name);
        });
    }

    private Plan flushed(IptablesTable table) {
        if (params.chain().isEmpty()) {
            return changed(table, table.flushed(), "-F");
        }
        String name = params.chain().get();
        return table.chain(name)
                .map(chain -> changed(table, table.with(name, chain.with(List.of())), "-F", name))
                .orElseGet(() -> lacking(name));
    }

    private Plan policy(IptablesTable table, String name, String policy) {
        return table.chain(name)
                .map(chain -> changed(
                        table,
                        table.with(name, new IptablesTable.Chain(Optional.of(policy), chain.rules())),
                        "-P",
                        name,
                        policy))
                .orElseGet(() -> lacking(name));
    }

    private Plan chain(IptablesTable table, String name) {
        if (params.state() == Presence.PRESENT) {
            return table.chain(name).isPresent()
                    ? Plan.UNCHANGED
                    : changed(table, table.with(name, IptablesTable.Chain.NEW), "-N", name);
        }
        List<String> leading = table.leadingTo(name);
        int rules = table.chain(name).map(chain -> chain.rules().size()).orElse(0);
        if (rules > 0) {
            return new Plan.Rejected("chain " + name + " has rules (" + rules + "); remove them first (flush: true)");
        }
        return leading.isEmpty()
                ? changed(table, table.without(name), "-X", name)
                : new Plan.Rejected(
                        "rules lead to chain " + name + ", in " + String.join(", ", leading) + "; remove them first");
    }

    private Plan rule(IptablesTable table, String name, Knowledge known) {
        return Plan.on(known.of(IptablesSpelling.of(params, version)), spelling -> switch (spelling) {
            case IptablesSpelling.Refused(String why) -> new Plan.Rejected(why);
            case IptablesSpelling.Of of when params.state() == Presence.ABSENT -> absent(table, name, of.rule());
            case IptablesSpelling.Of of -> {
                String target = params.rule().chain().orElse("");
                yield of.leads() && table.chain(target).isEmpty()
                        ? lacking(target)
                        : table.chain(name)
                                .map(chain -> present(table, name, chain, of.rule()))
                                .orElseGet(() -> lacking(name));
            }
        });
    }

    private Plan present(IptablesTable table, String name, IptablesTable.Chain chain, String rule) {
        if (chain.rules().contains(rule)) {
            return Plan.UNCHANGED;
        }
        List<String> rules = new ArrayList<>(chain.rules());
        if (params.action() == IptablesWords.Place.APPEND) {
            rules.add(rule);
            return changed(table, table.with(name, chain.with(rules)), words("-A", name));
        }
        int number = params.ruleNum().orElse(1);
        if (number > rules.size() + 1) {
            return new Plan.Rejected(
                    "chain " + name + " has " + rules.size() + " rules; none of them can have number " + number);
        }
        rules.add(number - 1, rule);
        return changed(table, table.with(name, chain.with(rules)), words("-I", name, Integer.toString(number)));
    }

    private Plan absent(IptablesTable table, String name, String rule) {
        return table.chain(name)
                .filter(chain -> chain.rules().contains(rule))
                .map(chain -> {
                    List<String> rules = new ArrayList<>(chain.rules());
                    rules.remove(rule);
                    return changed(table, table.with(name, chain.with(rules)), words("-D", name));
                })
                .orElse(Plan.UNCHANGED);
    }

    private String[] words(String... first) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(params.rule().words(version));
        return words.toArray(String[]::new);
    }

    private Plan lacking(String chain) {
        return new Plan.Rejected("table " + params.table().word() + " has no chain " + chain
                + "; a task with chain_management: true makes it");
    }

    private Plan changed(IptablesTable before, IptablesTable after, String... words) {
        if (before.equals(after)) {
            return Plan.UNCHANGED;
        }
        String command = version.program() + " -t " + params.table().word() + " " + ShellWords.join(List.of(words));
        String wait = "-w" + params.waitSeconds().map(seconds -> " " + seconds).orElse("");
        String script = "PATH=$PATH:/usr/sbin:/sbin\n" + command + " " + wait + " >&2\n";
        return new Plan.Change(
                command,
                new Action.Run(
                        command,
                        Script.of(script),
                        List.of(
                                new Effect.Opaque(
                                        "iptables may work by nft",
                                        Reach.of(
                                                new Reach.Family(new NftTables()),
                                                new Reach.Family(IptablesChainsModule.CHAINS))),
                                new Effect.Sets<>(params.key(version), after))));
    }
}
