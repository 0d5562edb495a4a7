package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
