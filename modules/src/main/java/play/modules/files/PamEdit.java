package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.files.TextLines;

/**
 * How {@code pamd} edits the rules of a file that are {@code chosen}. Lines of others stay as they are.
 *
 * @param how what the rules become
 */
record PamEdit(PamRule.Id chosen, How how) {
    /** What becomes of a chosen rule. */
    sealed interface How {
        /** It is another rule, or none. */
        record Become(Function<PamRule, Optional<PamRule>> rule) implements How {}

        /** Another stands right before it, comments aside. */
        record Preceded(PamRule by) implements How {}

        /** Another stands right after it, comments aside. */
        record Followed(PamRule by) implements How {}
    }

    /**
     * The text as it is to be.
     *
     * @param count how many rules were changed, added or removed
     */
    record Edited(String text, int count) {}

    Edited edit(String text) {
        int[] count = new int[1];
        String edited = Lines.keepingEnds(text, plain -> {
            List<String> before = lines(plain);
            List<String> after = new ArrayList<>();
            for (int at = 0; at < before.size(); at++) {
                List<String> lines = edited(before, at);
                count[0] += lines.equals(List.of(before.get(at))) ? 0 : 1;
                after.addAll(lines);
            }
            return TextLines.joined(after, plain);
        });
        return new Edited(edited, count[0]);
    }

    /** Lines as PAM reads them: one that ends in a backslash goes on in the next. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        boolean open = false;
        for (String line : TextLines.of(text)) {
            if (open) {
                lines.set(lines.size() - 1, lines.getLast() + "\n" + line);
            } else {
                lines.add(line);
            }
            open = line.endsWith("\\");
        }
        return lines;
    }

    private List<String> edited(List<String> lines, int at) {
        String line = lines.get(at);
        Optional<PamRule> rule = PamRule.in(line).filter(found -> found.id().equals(chosen));
        if (rule.isEmpty()) {
            return List.of(line);
        }
        return switch (how) {
            case How.Become(var become) -> {
                Optional<PamRule> wanted = become.apply(rule.get());
                yield wanted.equals(rule)
                        ? List.of(line)
                        : wanted.map(PamRule::line).stream().toList();
            }
            case How.Preceded(PamRule by) ->
                isNext(by, lines.subList(0, at).reversed()) ? List.of(line) : List.of(by.line(), line);
            case How.Followed(PamRule by) ->
                isNext(by, lines.subList(at + 1, lines.size())) ? List.of(line) : List.of(line, by.line());
        };
    }

    /** Whether a rule is the first of these lines that is no comment and not empty. */
    private static boolean isNext(PamRule rule, List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .findFirst()
                .flatMap(PamRule::in)
                .filter(rule::equals)
                .isPresent();
    }
}
