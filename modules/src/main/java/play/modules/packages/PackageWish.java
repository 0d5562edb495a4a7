package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.modules.packages.PackageModule.Params;

/** What a task asks of a package manager. */
record PackageWish(Params params, PackageTool tool) {
    /**
     * @param open the packages that are not as wanted; those of all, where the task is about all, are not among them
     */
    Transactions.Wish of(List<PackageRequest> open) {
        List<String> options = new ArrayList<>();
        if (tool == PackageTool.APT) {
            params.installRecommends()
                    .filter(given -> params.state().installs())
                    .ifPresent(given -> options.add(given ? "--install-recommends" : "--no-install-recommends"));
            if (params.state().installs() && params.allowDowngrade()) {
                options.add("--allow-downgrades");
            }
            if (params.allowChangeHeldPackages() || params.hold().isPresent()) {
                options.add("--allow-change-held-packages");
            }
            if (!params.state().installs() && params.autoremove()) {
                options.add("--auto-remove");
            }
            params.apt().words(params.state().installs()).stream()
                    .filter(word -> !options.contains(word))
                    .forEach(options::add);
        }
        if (tool.isOfRedHat()) {
            options.addAll(params.dnf().words());
        }
        options.addAll(params.other().words(tool, params));
        if (params.all().isPresent()) {
            return ofAll(params.all().get(), options);
        }
        String verb = params.state().installs() ? "install" : params.purge() ? "purge" : "remove";
        List<String> words = open.stream()
                .map(request -> tool.word(
                        params.state().installs() ? request : new PackageRequest(request.name(), Optional.empty())))
                .toList();
        return new Transactions.Wish(verb, options, words);
    }

    private Transactions.Wish ofAll(AllPackages all, List<String> options) {
        if (tool == PackageTool.APT && all == AllPackages.UPGRADE) {
            options.add("--with-new-pkgs");
        }
        if (tool == PackageTool.APT && all == AllPackages.AUTOREMOVE && params.purge()) {
            options.add("--purge");
        }
        if (tool == PackageTool.APT && all != AllPackages.AUTOREMOVE && params.autoremove()) {
            options.add("--auto-remove");
        }
        return new Transactions.Wish(all.verb(tool), options, List.of());
    }
}
