package play.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The permission bits that a task asks for: these, or a change of those that are there. */
public sealed interface WantedMode {
    /**
     * The bits that come of it.
     *
     * @param present those that are there, or that something new has
     * @param directory whether it is a directory, for {@code X}
     * @param umask for what names nobody: {@code +x}
     */
    Mode over(Mode present, boolean directory, Mode umask);

    /** Whether the umask has a say in it. */
    boolean needsUmask();

    /** Whether it asks for these bits whatever is there; then they are its text. */
    default Optional<Mode> fixed() {
        return Optional.empty();
    }

    /** Reads octal digits, or what chmod takes: {@code u=rw,go=r}, {@code a+X}. */
    static Optional<WantedMode> parse(String text) {
        return Mode.parse(text).<WantedMode>map(Exactly::new).or(() -> Change.parse(text));
    }

    /** Whatever is there. */
    record Exactly(Mode mode) implements WantedMode {
        @Override
        public Mode over(Mode present, boolean directory, Mode umask) {
            return mode;
        }

        @Override
        public boolean needsUmask() {
            return false;
        }

        @Override
        public Optional<Mode> fixed() {
            return Optional.of(mode);
        }

        @Override
        public String toString() {
            return mode.toString();
        }
    }

    /**
     * Relative to what is there.
     *
     * @param text as written
     * @param steps in order
     */
    record Change(String text, List<Step> steps) implements WantedMode {
        private static final Pattern CLAUSE = Pattern.compile("([ugo]*|a)((?:[+=-][rwxXstugo]*)+)");
        private static final Pattern STEP = Pattern.compile("([+=-])([rwxXstugo]*)");

        public Change {
            steps = List.copyOf(steps);
        }

        private static Optional<WantedMode> parse(String text) {
            List<Step> steps = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Matcher clause = CLAUSE.matcher(part);
                if (!clause.matches()) {
                    return Optional.empty();
                }
                boolean masked = clause.group(1).isEmpty();
                String who = masked || clause.group(1).equals("a") ? "ugo" : clause.group(1);
                for (Matcher step = STEP.matcher(clause.group(2)); step.find(); ) {
                    steps.add(new Step(who, masked, step.group(1).charAt(0), step.group(2)));
                }
            }
            return Optional.of(new Change(text, steps));
        }

        @Override
        public Mode over(Mode present, boolean directory, Mode umask) {
            int bits = present.bits();
            for (Step step : steps) {
                bits = step.over(bits, directory, step.masked() ? umask.bits() : 0);
            }
            return new Mode(bits);
        }

        @Override
        public boolean needsUmask() {
            return steps.stream().anyMatch(Step::masked);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One operation.
     *
     * @param who some of {@code u}, {@code g}, {@code o}
     * @param masked whether nobody was named, so that the umask holds
     * @param operator {@code +}, {@code -} or {@code =}
     * @param permissions letters as chmod has them
     */
    record Step(String who, boolean masked, char operator, String permissions) {
        private static final int ANY_EXECUTES = 0111;

        private int over(int present, boolean directory, int umask) {
            int bits = present;
            for (char one : who.toCharArray()) {
                int named = 0;
                for (char permission : permissions.toCharArray()) {
                    boolean cut = permission == 'r' || permission == 'w' || permission == 'x';
                    named |= bits(one, permission, bits, directory) & ~(cut ? umask : 0);
                }
                bits = switch (operator) {
                    case '+' -> bits | named;
                    case '-' -> bits & ~named;
                    default -> (bits & ~(7 << shift(one) | special(one))) | named;
                };
            }
            return bits;
        }

        private static int bits(char who, char permission, int present, boolean directory) {
            return switch (permission) {
                case 'r' -> 4 << shift(who);
                case 'w' -> 2 << shift(who);
                case 'x' -> 1 << shift(who);
                case 'X' -> directory || (present & ANY_EXECUTES) != 0 ? 1 << shift(who) : 0;
                case 's' -> who == 'o' ? 0 : special(who);
                case 't' -> who == 'o' ? special(who) : 0;
                default -> (present >> shift(permission) & 7) << shift(who);
            };
        }

        private static int shift(char who) {
            return switch (who) {
                case 'u' -> 6;
                case 'g' -> 3;
                default -> 0;
            };
        }

        /** The bit beside the nine: of the user, of the group, and the sticky one. */
        private static int special(char who) {
            return 01000 << (shift(who) / 3);
        }
    }
}
