package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.modules.packages.PackageModule.Params;

/** What earlier tasks of a dry run change, of which the host's package manager knows nothing. */
record Earlier(Params params, Knowledge known) {
    static List<StateKey<?>> keys(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(PackageSources.KEY));
        keys.addAll(files(params));
        return keys;
    }

    private static List<StateKey<FileState>> files(Params params) {
        return Stream.concat(params.deb().stream(), params.name().stream())
                .filter(word -> word.startsWith("/"))
                .map(Files::withoutDigest)
                .toList();
    }

    /** Whether packages may come from where nothing is yet. */
    boolean bringsPackages() {
        boolean sources = known.of(PackageSources.KEY)
                        instanceof Observed.Known<PackageSources.Known>(PackageSources.Known now, var how)
                && !now.all();
        return sources || bringsFile();
    }

    /** Whether a package that is a file is only foreseen, or may come into being. */
    private boolean bringsFile() {
        return files(params).stream().anyMatch(file -> switch (known.of(file)) {
            case Observed.Unknown<FileState> unknown -> true;
            case Observed.Known<FileState>(FileState state, Observed.Certainty how) ->
                state.present() && how != Observed.Certainty.READ;
        });
    }

    /**
     * What would be done, with packages that are to go though the package manager does not have them yet.
     *
     * @param open that are not as wanted
     */
    Transaction over(Transaction told, List<PackageRequest> open) {
        if (params.state().installs() || open.isEmpty()) {
            return told;
        }
        List<Transaction.Step> steps = new ArrayList<>();
        switch (told) {
            case Transaction.Feasible feasible -> steps.addAll(feasible.steps());
            case Transaction.Refused refused -> {
                List<String> missing = open.stream().map(PackageRequest::name).toList();
                if (refused.unknown().isEmpty() || !missing.containsAll(refused.unknown())) {
                    return told;
                }
            }
        }
        open.stream()
                .map(PackageRequest::name)
                .filter(name -> isThere(name)
                        && steps.stream().noneMatch(step -> step.name().equals(name)))
                .forEach(name -> steps.add(new Transaction.Step(name, Optional.empty())));
        return new Transaction.Feasible(steps);
    }

    private boolean isThere(String name) {
        return !PackageRequest.isSelection(name)
                && known.of(Packages.at(name)) instanceof Observed.Known<PackageState>(PackageState state, var how)
                && state.present();
    }

    /** Those that earlier tasks remove, so that the package manager sees nothing to install. */
    List<PackageRequest> again(List<PackageRequest> open) {
        return open.stream()
                .filter(request -> params.state().installs()
                        && !PackageRequest.isSelection(request.name())
                        && known.of(Packages.at(request.name()))
                                instanceof Observed.Known<PackageState>(PackageState state, Observed.Certainty how)
                        && !state.present()
                        && how == Observed.Certainty.FORESEEN)
                .toList();
    }
}
