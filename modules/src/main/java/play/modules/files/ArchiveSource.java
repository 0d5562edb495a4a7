package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Replacing;
import play.param.FileSource;
import play.param.LocalFile;
import play.value.Content;
import play.value.Foreseen;

/**
 * Where an archive is: on the controller, on the host, or in the web, which the host fetches it from.
 *
 * @param validates whether the certificate of a server must be valid
 */
record ArchiveSource(FileSource src, boolean validates) {
    /** What the archive holds. */
    StateKey<Archive> key() {
        return url().<StateKey<Archive>>map(url -> new WebArchives(validates).key(url))
                .orElseGet(() -> Archives.of(src));
    }

    /** What is to be known of it besides. */
    List<StateKey<?>> probes() {
        return path().<List<StateKey<?>>>map(path -> List.of(Files.withoutDigest(path)))
                .orElse(List.of());
    }

    /** The path on the host that an earlier task of a dry run is to bring it to. */
    Optional<String> coming(Knowledge known) {
        return path().filter(path -> known.of(Files.withoutDigest(path))
                        instanceof Observed.Known<FileState>(FileState.Regular coming, var how)
                && how == Observed.Certainty.FORESEEN);
    }

    private Optional<String> path() {
        return src instanceof FileSource.OnHost(String path) && !isUrl(path)
                ? Optional.of(Paths.clean(path))
                : Optional.empty();
    }

    private Optional<String> url() {
        return src instanceof FileSource.OnHost(String path) && isUrl(path) ? Optional.of(path) : Optional.empty();
    }

    private static boolean isUrl(String src) {
        return src.matches("(?is)(https?|ftp)://.*");
    }

    String name() {
        return switch (src) {
            case FileSource.OnHost(String path) -> path;
            case FileSource.OnController(LocalFile file) -> file.name();
        };
    }

    /** What is wrong with it, whatever the host is like. */
    Optional<String> fault() {
        if (url().isEmpty()) {
            return path().filter(path -> !path.matches(Paths.ABSOLUTE))
                    .map(path -> "src must be a path on the host or a URL, not '" + path + "'");
        }
        WebAddress address = WebAddress.of(url().get());
        if (address.user().isPresent()) {
            return Optional.of("src must have no user or password; fetch it before, with `get_url`");
        }
        return address.isAskedFor()
                ? Optional.empty()
                : Optional.of("src must name a host, and have characters such as { | and \\ as %7B %7C and %5C: "
                        + address + " is no address that can be asked for");
    }

    /** What takes files out of it, after what brings it to the host. */
    List<Action> taking(String dest, List<Unpacking.Placed> files, Knowledge known) {
        List<Action> actions = new ArrayList<>();
        List<Effect> effects =
                new ArrayList<>(files.stream().map(Unpacking.Placed::effect).toList());
        TakingScript script = there(dest).orElseGet(() -> {
            String archive = dest + "/.play-unarchive-" + Paths.name(name());
            if (src instanceof FileSource.OnController(LocalFile file)) {
                actions.add(bring(archive, file.content(), known));
            }
            effects.add(new Effect.Sets<>(Files.at(archive), FileState.ABSENT));
            return new TakingScript(dest, archive, true, "");
        });
        actions.add(new Action.Run(
                "unpack " + name(), Script.of(script.of(files)).within(Duration.ofMinutes(30)), effects));
        return actions;
    }

    private static Action bring(String path, Content content, Knowledge known) {
        Attributes mine = known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                ? Attributes.of(self.user(), self.group(), new Mode(0600))
                : new Attributes(
                        new Foreseen.Later<>("self"),
                        new Foreseen.Later<>("self"),
                        new Foreseen.Exactly<>(new Mode(0600)));
        return new Action.WriteFile(
                path, content, new FileState.Regular(mine, content.sha256(), content.size()), Replacing.WHOLE);
    }

    /** The script where the host has the archive, or fetches it. */
    private Optional<TakingScript> there(String dest) {
        return url().map(url -> new TakingScript(dest, "./" + fileName(url), false, fetching(url)))
                .or(() -> path().map(path -> new TakingScript(dest, path, false, "")));
    }

    private String fetching(String url) {
        return WebArchives.bring(validates) + "a=$PWD/${a#./}\nurl=" + ShellWords.quote(url) + "\nfetch >\"$a\"\n";
    }

    /** By its ending the host knows what kind of archive it is. */
    private static String fileName(String url) {
        return Paths.name(url.replaceFirst("[?#].*$", ""));
    }
}
