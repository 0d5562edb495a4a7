package play.modules.files;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import play.param.Binding;

/**
 * Options of tar and unzip that mean the same for whoever unpacks. Others are refused: members are compared one by one
 * with what stands there, which they would change unseen.
 *
 * @param strip how many leading directories are dropped
 * @param exclude patterns of members to leave out
 * @param keepNewer whether files that are newer stay
 * @param refused those that are not taken
 */
record TarOptions(int strip, List<String> exclude, boolean keepNewer, List<String> refused) {
    private static final Set<String> STRIP = Set.of("--strip-components", "--strip", "--strip-path");

    private static final Set<String> NEWER = Set.of("--keep-newer-files", "-u");

    /** What is done anyway: files belong to who unpacks, patterns are patterns, what is there is replaced. */
    private static final Set<String> KEPT =
            Set.of("--no-same-owner", "-o", "--wildcards", "--overwrite", "--no-overwrite-dir", "-q");

    /** @param words as a task gives them: {@code --strip-components=1}, or its two words one after the other */
    static TarOptions of(List<String> words) {
        int strip = 0;
        boolean keepNewer = false;
        List<String> exclude = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Iterator<String> rest = words.stream()
                .flatMap(word -> List.of(word.strip().split("[= ]", 2)).stream())
                .iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            boolean strips = STRIP.contains(option);
            String value = (strips || option.equals("--exclude")) && rest.hasNext() ? rest.next() : "";
            if (strips && value.matches("\\d{1,2}")) {
                strip = Integer.parseInt(value);
            } else if (option.equals("--exclude") && !value.isEmpty()) {
                exclude.add(value);
            } else if (NEWER.contains(option)) {
                keepNewer = true;
            } else if (!KEPT.contains(option)) {
                refused.add((option + " " + value).strip());
            }
        }
        return new TarOptions(strip, exclude, keepNewer, refused);
    }

    MemberChoice with(MemberChoice own) {
        List<String> all = new ArrayList<>(own.exclude());
        all.addAll(exclude);
        return new MemberChoice(own.include(), all, Math.max(own.strip(), strip));
    }

    List<Binding.Fault> faults() {
        return refused.stream()
                .map(option -> new Binding.Fault(
                        "extra_opts",
                        "extra_opts takes --strip-components, --exclude, --keep-newer-files and --no-same-owner, not '"
                                + option + "'; unpack by `command`, with creates, where the archive needs it"))
                .toList();
    }
}
