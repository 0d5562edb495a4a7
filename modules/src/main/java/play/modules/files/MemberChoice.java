package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import play.host.FileState;
import play.host.Observed;
import play.value.Unknown;

/**
 * Which members of an archive are wanted, and where they go.
 *
 * @param include names, directories or patterns with {@code *}; none means all
 * @param exclude likewise
 * @param strip how many leading parts of a path are dropped; members with fewer are left out
 */
record MemberChoice(List<String> include, List<String> exclude, int strip) {
    /** A wanted member and its path below the destination. */
    record Chosen(Archive.Member member, String below) {}

    List<Chosen> of(Archive.Members members) {
        List<Chosen> chosen = new ArrayList<>();
        for (Archive.Member member : members.all()) {
            if (wants(member.path())) {
                below(member.path()).ifPresent(below -> chosen.add(new Chosen(member, below)));
            }
        }
        return chosen;
    }

    /** Paths of what is wanted, a slash after those of directories, or the marker of an archive nobody has seen. */
    Object names(Observed<Archive> archive) {
        return switch (archive) {
            case Observed.Unknown<Archive>(String reason) -> new Unknown(reason);
            case Observed.Known<Archive>(Archive.Missing missing, var how) ->
                new Unknown("the archive is not there yet");
            case Observed.Known<Archive>(Archive.Members members, var how) ->
                of(members).stream()
                        .map(one -> one.below() + (one.member().state() instanceof FileState.Directory ? "/" : ""))
                        .toList();
        };
    }

    private boolean wants(String path) {
        return (include.isEmpty() || include.stream().anyMatch(wanted -> matches(wanted, path)))
                && exclude.stream().noneMatch(unwanted -> matches(unwanted, path));
    }

    /** Stars match within and across slashes, as tar has it. */
    private static boolean matches(String pattern, String path) {
        String plain = pattern.replaceFirst("^\\./", "").replaceFirst("/$", "");
        String regex =
                List.of(plain.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex + "(/.*)?", Pattern.DOTALL).matcher(path).matches();
    }

    private Optional<String> below(String path) {
        List<String> parts = List.of(path.split("/"));
        return parts.size() > strip
                ? Optional.of(String.join("/", parts.subList(strip, parts.size())))
                : Optional.empty();
    }
}
