package play.expression.call;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;
import play.value.Secret;
import play.value.Unknown;

/** Lookups that run programs of the controller, or keep files there. */
final class ControllerLookups {
    private static final int USUAL_LENGTH = 20;
    private static final String DISCARDED = "/dev/null";
    private static final int SALT_LENGTH = 8;
    private static final int SALT_OF_BCRYPT = 22;
    private static final String SALT_CHARS = PasswordChars.LETTERS_AND_DIGITS + "./";

    private static final Object ONE_AT_A_TIME = new Object();

    private ControllerLookups() {}

    static void add(Registry.Builder to) {
        to.lookup("pipe", "", (terms, given) -> each(terms, given, out -> FreshList.of(out.stripTrailing())));
        to.lookup("lines", "", (terms, given) -> each(terms, given, ControllerLookups::lines));
        to.lookup("password", "length? chars? encrypt? ident? seed?", ControllerLookups::passwords);
    }

    /** What a command prints, for each of the terms. Nothing is started while a playbook is only checked. */
    private static List<@Nullable Object> each(
            List<@Nullable Object> terms, Given given, Function<String, List<@Nullable Object>> read) {
        FreshList found = new FreshList();
        for (Object term : terms) {
            if (given.around().context().stage() == Stage.BEFORE_RUN) {
                found.add(new Unknown("a command tells it, which is started in the run only"));
            } else {
                found.addAll(read.apply(output(Text.of(term), given)));
            }
        }
        return found;
    }

    private static String output(String command, Given given) {
        try {
            LookupContext.Ran ran = given.around().context().run(command);
            if (ran.code() != 0) {
                String said = ran.err().strip();
                throw Failure.lookup("The command '" + command + "' ends with exit code " + ran.code()
                        + (said.isEmpty() ? "." : ": " + said));
            }
            Bounds.text(ran.out().length());
            return ran.out();
        } catch (IOException e) {
            throw Failure.lookup("The command '" + command + "' can't be run: " + e.getMessage());
        }
    }

    private static List<@Nullable Object> lines(String out) {
        FreshList lines = new FreshList();
        out.lines().forEach(lines::add);
        return lines;
    }

    private static List<@Nullable Object> passwords(List<@Nullable Object> terms, Given given) {
        FreshList found = new FreshList();
        terms.forEach(term -> found.add(password(PasswordTerm.of(Text.of(term), given), given)));
        return found;
    }

    /** The password that a file keeps, which is made where there is none; or its hash. */
    private static @Nullable Object password(PasswordTerm term, Given given) {
        // What one host makes, all others find.
        synchronized (ONE_AT_A_TIME) {
            try {
                return kept(term, given);
            } catch (IOException e) {
                throw Failure.lookup("The password in '" + term.file() + "' can't be kept: " + e.getMessage());
            }
        }
    }

    private static @Nullable Object kept(PasswordTerm term, Given given) throws IOException {
        LookupContext context = given.around().context();
        Optional<KeptPassword> kept = term.file().equals(DISCARDED)
                ? Optional.empty()
                : context.kept(term.file()).map(KeptPassword::of);
        if (kept.isEmpty() && context.stage() != Stage.REAL_RUN) {
            return new Unknown("the password that the run is to keep in '" + term.file() + "'");
        }
        KeptPassword made = kept.orElseGet(() -> new KeptPassword(drawn(term), Optional.empty()));
        if (term.encrypt().isPresent() && made.salt().isEmpty() && context.stage() != Stage.REAL_RUN) {
            return new Unknown("the salt that the run is to keep in '" + term.file() + "'");
        }
        KeptPassword whole = term.encrypt().isPresent() ? made.salted(salt(term)) : made;
        if (!term.file().equals(DISCARDED) && !kept.equals(Optional.of(whole))) {
            context.keep(term.file(), whole.text());
        }
        return term.encrypt().isEmpty() ? new Secret(whole.password()) : new Secret(hash(whole, term, given));
    }

    private static String drawn(PasswordTerm term) {
        return PasswordChars.drawn(
                term.length().orElse(USUAL_LENGTH),
                PasswordChars.of(term.chars()),
                Drawn.seeded(term.seed().orElse(null)).orElseGet(Drawn::secure));
    }

    private static String salt(PasswordTerm term) {
        boolean longer =
                term.encrypt().filter(kind -> kind.matches("bcrypt|blowfish")).isPresent();
        return PasswordChars.drawn(longer ? SALT_OF_BCRYPT : SALT_LENGTH, SALT_CHARS, Drawn.secure());
    }

    private static String hash(KeptPassword kept, PasswordTerm term, Given given) {
        FreshList arguments = FreshList.of(term.encrypt().orElseThrow());
        arguments.add(kept.salt().orElseThrow());
        return Text.of(given.around().filter("password_hash", kept.password(), arguments, term.named()));
    }
}
