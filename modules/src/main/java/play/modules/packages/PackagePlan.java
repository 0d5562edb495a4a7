package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.packages.PackageModule.Params;
import play.value.Foreseen;

/** Finds the steps that bring packages to what a task wants. Used for one plan. */
final class PackagePlan {
    private static final String LISTS_FIRST = "the package lists are updated first";
    private static final String EARLIER_FIRST = "earlier tasks are done first";

    private final Params params;
    private final PackageTool tool;
    private final Knowledge known;
    private final List<PackageRequest> requests;
    private final Bringing bringing;
    private final Earlier earlier;

    PackagePlan(Params params, PackageTool tool, Knowledge known) {
        this.params = params;
        this.tool = tool;
        this.known = known;
        this.bringing = new Bringing(params, tool, known);
        this.earlier = new Earlier(params, known);
        this.requests = Stream.concat(params.name().stream(), params.deb().stream())
                .filter(name -> !name.equals(PackageRequest.ALL))
                .map(PackageRequest::of)
                .toList();
    }

    Plan plan() {
        Optional<String> foreign = foreign();
        if (foreign.isPresent()) {
            return new Plan.Rejected(foreign.get());
        }
        for (PackageRequest request :
                requests.stream().filter(one -> !isSelection(one)).toList()) {
            if (known.of(Packages.at(request.name())) instanceof Observed.Unknown<PackageState>(String reason)) {
                return new Plan.Undetermined(reason);
            }
        }
        if (requests.isEmpty() && params.all().isEmpty()) {
            return listsAreOld() ? new Plan.Change("update the package lists", update()) : Plan.UNCHANGED;
        }
        List<PackageRequest> open =
                requests.stream().filter(request -> !met(request)).toList();
        return open.isEmpty() && params.all().isEmpty() ? notesOnly() : transact(open);
    }

    /** What the task says that the host's package manager does not know. */
    private Optional<String> foreign() {
        String has = ", and the host has " + tool.command();
        if (tool == PackageTool.APT
                && names(name -> PackageRequest.isSelection(name) && !PackageRequest.isPattern(name))) {
            return Optional.of(
                    "apt installs packages by name: it knows no groups, and takes files and addresses by deb");
        }
        if (!tool.knowsPatterns() && names(PackageRequest::isPattern)) {
            return Optional.of("patterns of names are for apt, dnf and yum" + has);
        }
        if (tool != PackageTool.APT && requests.stream().anyMatch(PackageRequest::isLeast)) {
            return Optional.of("name>=version is for apt" + has + "; name=version names one version");
        }
        if (!tool.isOfRedHat() && !params.dnf().words(tool).isEmpty()) {
            return Optional.of("the task has options of dnf's, "
                    + String.join(" ", params.dnf().words(tool)) + has);
        }
        if (!params.other().meant().isEmpty() && !params.other().meant().contains(tool)) {
            return Optional.of("the task has options of "
                    + params.other().meant().stream().map(PackageTool::command).collect(Collectors.joining(", "))
                    + has);
        }
        if (tool != PackageTool.APT && params.deb().isPresent()) {
            return Optional.of("deb is a package of apt's" + has);
        }
        if (tool != PackageTool.APT && params.apt().cleaning().isPresent()) {
            return Optional.of("clean and autoclean are for the archives that apt keeps" + has);
        }
        if (params.hold().isPresent() && !tool.holds()) {
            return Optional.of("hold is for apt, dnf and yum" + has);
        }
        return params.all().equals(Optional.of(AllPackages.AUTOREMOVE)) && !tool.holds()
                ? Optional.of(tool.command()
                        + " removes what nothing needs along with others only; name one with state:" + " absent")
                : Optional.empty();
    }

    private boolean names(Predicate<String> what) {
        return params.name().stream()
                .filter(name -> !name.equals(PackageRequest.ALL))
                .anyMatch(what);
    }

    private boolean wanted() {
        return params.state().installs();
    }

    private static boolean isSelection(PackageRequest request) {
        return PackageRequest.isSelection(request.name());
    }

    private boolean met(PackageRequest request) {
        if (isSelection(request)) {
            return false;
        }
        PackageState now = Packages.now(known, request.name());
        return switch (params.state()) {
            case LATEST, DIST_UPGRADE -> false;
            case PRESENT, INSTALLED -> request.metBy(now);
            case ABSENT, REMOVED ->
                now instanceof PackageState.Absent(Foreseen<Boolean> leftovers)
                        && !(params.purge() && leftovers.is(true));
        };
    }

    private boolean updates() {
        return wanted() && (params.updateCache() || params.cacheValidTime().isPresent());
    }

    private boolean listsAreOld() {
        return updates()
                && !(known.of(PackageLists.within(params.listsMayBe()))
                                instanceof Observed.Known<PackageLists.Age>(PackageLists.Age age, var how)
                        && age.current());
    }

    private Action update() {
        return new Action.Run(
                "update the package lists",
                tool.updateLists(params.settings()),
                List.of(new Effect.Sets<>(PackageLists.within(params.listsMayBe()), new PackageLists.Age(true))));
    }

    /** All is installed, or gone; what is left is what the package manager notes of it. */
    private Plan notesOnly() {
        Optional<String> broken =
                wanted() ? params.provides().flatMap(promise -> promise.broken(known)) : Optional.empty();
        if (broken.isPresent()) {
            return new Plan.Rejected(broken.get());
        }
        List<Action.Run> actions = new Notes(params, tool, known).actions(Map.of());
        return actions.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        actions.stream().map(Action.Run::title).collect(Collectors.joining(", ")),
                        List.copyOf(actions));
    }

    /** Whether what is installed is not enough where there is a newer version. */
    private boolean upgrades() {
        return params.state() == PackageModule.State.LATEST
                || params.all().filter(all -> all != AllPackages.AUTOREMOVE).isPresent();
    }

    private Plan transact(List<PackageRequest> open) {
        Transactions.Wish wish = new PackageWish(params, tool).of(open);
        StateKey<Transaction> key = new Transactions(tool).at(wish);
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return Plan.on(known.of(key), state -> switch (earlier.over(state, open)) {
            case Transaction.Refused refused ->
                updates() || (wanted() && earlier.bringsPackages())
                        ? blindly(title(open.stream().map(PackageRequest::name).toList()), open, wish)
                        : new Plan.Rejected(refused.explained(tool.command()));
            case Transaction.Feasible feasible -> feasible(feasible, open, wish);
        });
    }

    /** The package manager's lists do not tell yet what comes. */
    private Plan blindly(String title, List<PackageRequest> open, Transactions.Wish wish) {
        List<Effect> effects = new ArrayList<>(bringing.untold());
        effects.add(PackageReach.OTHER_PACKAGES);
        Map<String, Foreseen<String>> coming = new LinkedHashMap<>();
        open.stream()
                .filter(request -> !isSelection(request))
                .forEach(request ->
                        coming.put(request.name(), new Foreseen.Later<>(updates() ? LISTS_FIRST : EARLIER_FIRST)));
        coming.forEach((name, version) ->
                effects.add(new Effect.Sets<>(Packages.at(name), Packages.asked(known, name, version))));
        return new Plan.Change(title, actions(updates(), wish, effects, coming));
    }

    private Plan feasible(Transaction.Feasible feasible, List<PackageRequest> open, Transactions.Wish wish) {
        List<StateKey<?>> unseen = feasible.steps().stream()
                .<StateKey<?>>map(step -> Packages.at(step.name()))
                .filter(key -> !known.has(key))
                .toList();
        if (!unseen.isEmpty()) {
            return new Plan.Needs(unseen);
        }
        boolean old = listsAreOld();
        List<Transaction.Step> steps =
                feasible.steps().stream().filter(step -> !done(step, old)).toList();
        List<PackageRequest> again = earlier.again(open);
        if (steps.isEmpty() && !again.isEmpty()) {
            return blindly(title(again.stream().map(PackageRequest::name).toList()), again, wish);
        }
        if (steps.isEmpty()) {
            return old && upgrades()
                    ? blindly(
                            "update the package lists, and upgrade by them "
                                    + (wish.words().isEmpty() ? "all packages" : String.join(", ", wish.words())),
                            open,
                            wish)
                    : notesOnly();
        }
        List<StateKey<?>> more = bringing.unseen(wish, steps);
        if (!more.isEmpty()) {
            return new Plan.Needs(more);
        }
        Map<String, Foreseen<String>> coming = new LinkedHashMap<>();
        List<Effect> effects = new ArrayList<>(bringing.effects(wish, steps));
        for (Transaction.Step step : steps) {
            step.version()
                    .ifPresent(version -> coming.put(
                            step.name(), old ? new Foreseen.Later<>(LISTS_FIRST) : new Foreseen.Exactly<>(version)));
            effects.add(new Effect.Sets<>(Packages.at(step.name()), after(step, coming, wish)));
        }
        return new Plan.Change(title(wish.words()), actions(old, wish, effects, coming));
    }

    private List<Action> actions(
            boolean old, Transactions.Wish wish, List<Effect> packages, Map<String, Foreseen<String>> coming) {
        List<Action> actions = new ArrayList<>(old ? List.of(update()) : List.of());
        actions.add(run(wish, packages));
        params.provides().filter(promise -> wanted()).ifPresent(promise -> actions.add(fulfilled(promise)));
        actions.addAll(new Notes(params, tool, known).actions(coming));
        return actions;
    }

    /** Whether an earlier task of a dry run has done it already. */
    private boolean done(Transaction.Step step, boolean old) {
        return switch (Packages.now(known, step.name())) {
            case PackageState.Absent(Foreseen<Boolean> leftovers) ->
                step.version().isEmpty() && !(params.purge() && leftovers.is(true));
            case PackageState.Unfinished unfinished -> false;
            case PackageState.Installed installed ->
                step.version().isPresent()
                        && (installed.version().is(step.version().get())
                                || (installed.version() instanceof Foreseen.Later && !upgrades() && !old));
        };
    }

    private PackageState after(Transaction.Step step, Map<String, Foreseen<String>> coming, Transactions.Wish wish) {
        Foreseen<String> version = coming.get(step.name());
        if (version == null) {
            return new PackageState.Absent(
                    params.purge()
                            ? new Foreseen.Exactly<>(false)
                            : new Foreseen.Later<>("only some packages leave configuration files"));
        }
        if (tool != PackageTool.APT
                || requests.stream().anyMatch(request -> request.name().equals(step.name()))) {
            return Packages.asked(known, step.name(), version);
        }
        return Packages.now(known, step.name()) instanceof PackageState.Installed now
                ? now.withVersion(version)
                : PackageState.Installed.asked(version).asAutomatic(forOthers(wish));
    }

    /** A package that is asked for by its file, or by a pattern, has a name that the task does not tell. */
    private static Foreseen<Boolean> forOthers(Transactions.Wish wish) {
        return wish.words().stream().anyMatch(PackageRequest::isSelection)
                ? new Foreseen.Later<>("the task does not name it")
                : new Foreseen.Exactly<>(true);
    }

    private Action run(Transactions.Wish wish, List<Effect> packages) {
        List<Effect> effects = new ArrayList<>(packages);
        params.provides().filter(promise -> !wanted()).ifPresent(promise -> effects.addAll(promise.removed()));
        return new Action.Run(
                wish.verb() + " " + String.join(" ", wish.words()),
                tool.carryOut(wish, params.settings(), params.other()),
                effects);
    }

    /** A step of its own: where a promise is false, the packages are there all the same, and the report says so. */
    private Action fulfilled(Provides promise) {
        return new Action.Run(
                "check what the packages bring",
                Script.of(promise.check()),
                promise.installed(known, active(), enablement()));
    }

    /** Debian's packages start and enable what they bring; those of the Red Hat family leave it to presets. */
    private Foreseen<String> active() {
        return new Foreseen.Exactly<>(
                tool == PackageTool.APT && params.settings().startsServices() ? "active" : "inactive");
    }

    private Foreseen<String> enablement() {
        return tool == PackageTool.APT
                ? new Foreseen.Exactly<>("enabled")
                : new Foreseen.Later<>("presets of the host decide");
    }

    private String title(List<String> words) {
        return params.all()
                .map(AllPackages::title)
                .orElseGet(() -> (wanted() ? "install " : "remove ") + String.join(", ", words));
    }
}
