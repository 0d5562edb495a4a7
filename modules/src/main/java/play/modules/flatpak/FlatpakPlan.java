package play.modules.flatpak;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import play.host.Homes;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.module.Plan;
import play.modules.downloads.ServedText;
import play.value.Foreseen;

/** What becomes of flatpaks. */
final class FlatpakPlan {
    private final FlatpakModule.Params params;
    private final Knowledge known;
    private final FlatpakChanges changes;

    FlatpakPlan(FlatpakModule.Params params, Knowledge known) {
        this.params = params;
        this.known = known;
        this.changes = new FlatpakChanges(params.where());
    }

    Plan plan() {
        List<WantedFlatpak> wanted = new ArrayList<>();
        for (String name : params.names()) {
            Optional<FlatpakPattern> pattern = FlatpakPattern.of(name);
            if (pattern.isEmpty()) {
                switch (known.of(ServedText.at(name))) {
                    case Observed.Unknown<ServedText>(String why) -> {
                        return new Plan.Undetermined(why);
                    }
                    case Observed.Known<ServedText>(ServedText file, var how) ->
                        pattern = FlatpakReference.of(file.content());
                }
            }
            if (pattern.isEmpty()) {
                return new Plan.Undetermined(name + " is no file of the kind flatpakref");
            }
            wanted.add(new WantedFlatpak(name, pattern.get(), params.where()));
        }
        return asked(wanted.stream().map(WantedFlatpak::key).toList())
                .orElseGet(() -> Plan.onEach(known, wanted, WantedFlatpak::key, this::on));
    }

    private Optional<Plan> asked(List<? extends StateKey<?>> keys) {
        List<StateKey<?>> unseen = new ArrayList<>();
        keys.stream().filter(key -> !known.has(key)).forEach(unseen::add);
        return unseen.isEmpty() ? Optional.empty() : Optional.of(new Plan.Needs(unseen));
    }

    private Plan on(SequencedMap<WantedFlatpak, InstalledFlatpak> states) {
        List<WantedFlatpak> missing = states.entrySet().stream()
                .filter(each -> !each.getValue().present())
                .map(Map.Entry::getKey)
                .toList();
        Optional<Plan> obstacle = switch (params.state()) {
            case ABSENT -> remove(states);
            case PRESENT -> install(missing);
            case LATEST -> update(states).or(() -> install(missing));
        };
        return obstacle.orElseGet(() -> changes.plan(reach()));
    }

    /** A file at an address brings its remote. */
    private Reach reach() {
        Reach files = FlatpakInstallation.reach(known.of(Homes.of("")));
        return params.names().stream().allMatch(name -> FlatpakPattern.of(name).isPresent())
                ? files
                : Reach.of(files, new Reach.Family(new FlatpakRemote.Family(params.where())));
    }

    private Optional<Plan> remove(SequencedMap<WantedFlatpak, InstalledFlatpak> states) {
        Set<String> refs = new LinkedHashSet<>();
        states.forEach((wanted, state) -> {
            if (state.present()) {
                refs.addAll(wanted.refs(state));
                changes.becomes(wanted.key(), InstalledFlatpak.ABSENT);
            }
        });
        call("uninstall", List.of(), refs);
        return Optional.empty();
    }

    /** What a dry run has foreseen to come is the newest there is. */
    private Optional<Plan> update(SequencedMap<WantedFlatpak, InstalledFlatpak> states) {
        Set<StateKey<FlatpakAnswer>> keys = new LinkedHashSet<>();
        states.values().forEach(state -> {
            if (state.refs() instanceof Foreseen.Exactly<List<String>>(List<String> refs)) {
                refs.forEach(ref -> keys.add(params.newer().key(ref)));
            }
        });
        Optional<Plan> unseen = asked(List.copyOf(keys));
        return unseen.isPresent() ? unseen : update(keys);
    }

    private Optional<Plan> update(Set<StateKey<FlatpakAnswer>> keys) {
        Set<String> refs = new LinkedHashSet<>();
        for (StateKey<FlatpakAnswer> key : keys) {
            switch (known.of(key)) {
                case Observed.Unknown<FlatpakAnswer>(String why) -> {
                    return Optional.of(new Plan.Undetermined(why));
                }
                case Observed.Known<FlatpakAnswer>(FlatpakAnswer.Refused(String why), var how) -> {
                    return Optional.of(
                            new Plan.Rejected("it cannot be told whether there is a newer " + key.id() + ": " + why));
                }
                case Observed.Known<FlatpakAnswer>(FlatpakAnswer.Ready ready, var how) -> {
                    refs.add(key.id());
                    changes.becomes(key, new FlatpakAnswer.Done());
                }
                case Observed.Known<FlatpakAnswer>(FlatpakAnswer.Done done, var how) -> {}
            }
        }
        call("update", params.dependencies(), refs);
        return Optional.empty();
    }

    private Optional<Plan> install(List<WantedFlatpak> missing) {
        Set<String> offered = new LinkedHashSet<>();
        Set<String> addresses = new LinkedHashSet<>();
        missing.forEach(wanted -> (wanted.isOfRemote() ? offered : addresses).add(wanted.source()));
        Optional<Plan> obstacle = offered.isEmpty() ? Optional.empty() : obstacle(offered);
        if (obstacle.isEmpty()) {
            call("install", params.dependencies(), addresses);
            call("install", params.source(), offered);
            missing.forEach(wanted -> changes.becomes(wanted.key(), InstalledFlatpak.NEW));
        }
        return obstacle;
    }

    /** Of a remote that a dry run has only foreseen nobody can ask what it has. */
    private Optional<Plan> obstacle(Set<String> ids) {
        return switch (known.of(FlatpakRemote.named(params.remote(), params.where()))) {
            case Observed.Unknown<FlatpakRemote>(String why) -> Optional.of(new Plan.Undetermined(why));
            case Observed.Known<FlatpakRemote>(FlatpakRemote remote, var how) -> {
                if (!remote.present()) {
                    yield Optional.of(new Plan.Rejected(
                            "flatpak has no remote " + params.remote() + " here; flatpak_remote adds one"));
                }
                if (!remote.enabled()) {
                    yield Optional.of(new Plan.Rejected("the remote " + params.remote()
                            + " is disabled; flatpak_remote with enabled: true enables it"));
                }
                yield how == Observed.Certainty.READ ? refusal(ids) : Optional.empty();
            }
        };
    }

    private Optional<Plan> refusal(Set<String> ids) {
        List<StateKey<FlatpakAnswer>> keys =
                ids.stream().map(params.offered()::key).toList();
        Optional<Plan> unseen = asked(keys);
        if (unseen.isPresent()) {
            return unseen;
        }
        for (StateKey<FlatpakAnswer> key : keys) {
            if (known.of(key) instanceof Observed.Known<FlatpakAnswer>(FlatpakAnswer.Refused(String why), var how)) {
                return Optional.of(new Plan.Rejected(key.id() + " cannot be installed: " + why));
            }
        }
        return Optional.empty();
    }

    private void call(String verb, List<String> options, Set<String> what) {
        if (!what.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("--noninteractive"));
            words.addAll(options);
            words.addAll(what);
            changes.call(verb, words);
        }
    }
}
