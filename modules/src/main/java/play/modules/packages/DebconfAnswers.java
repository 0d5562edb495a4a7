package play.modules.packages;

import java.util.List;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Secret;

/**
 * Answers to questions of debconf, by the questions' names.
 *
 * @param owner the package whose questions are meant
 * @param kind what is read: the value, the value as something secret, or whether somebody was asked
 * @param before whether the state is meant that was there before the task, which no effect changes
 */
record DebconfAnswers(String owner, Type kind, boolean before) implements StateFamily<DebconfAnswers.Answer> {
    private static final Shape TOLD = Shape.ofParts("owned value seen");

    private static final String READ = """
        command -v debconf-set-selections >/dev/null || { echo 'the host has no debconf' >&2; exit 1; }
        perl -e '
          use Debconf::Db; use Debconf::Question;
          Debconf::Db->load(readonly => "true");
          my $owner = shift;
          for (@ARGV) {
            my $q = Debconf::Question->get($_);
            my $owned = defined $q && grep { $_ eq $owner } split(/,\\s*/, $q->owners);
            print $owned ? "owned" : "", "\\0", $owned ? $q->value : "", "\\0",
              $owned && $q->flag("seen") eq "true" ? "true" : "false", "\\0";
          }
        ' %s "$@"
        """;

    /** What is read of an answer. */
    enum Type {
        VALUE,
        SECRET,
        SEEN
    }

    /** An answer. */
    sealed interface Answer extends HostState {}

    /** The package has no such question. */
    record None() implements Answer {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** @param value as debconf has it */
    record Given(String value) implements Answer {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param value a password */
    record Hidden(Secret value) implements Answer {
        @Override
        public boolean present() {
            return true;
        }
    }

    @Override
    public String name() {
        return "answer";
    }

    @Override
    public Class<Answer> type() {
        return Answer.class;
    }

    @Override
    public Place under() {
        return before ? Place.NOWHERE : Place.below("/var/cache/debconf");
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Script read(List<StateKey<Answer>> keys) {
        return Script.over(keys, READ.formatted(ShellWords.quote(owner)));
    }

    @Override
    public Told<Answer> told(List<StateKey<Answer>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the answers of debconf cannot be read");
        Parts parts = Parts.of(result);
        return (index, question) -> {
            Fields told = parts.next(TOLD);
            return told.text("owned").isEmpty()
                    ? new None()
                    : of(kind == Type.SEEN ? told.text("seen") : told.text("value"));
        };
    }

    Answer of(String value) {
        return kind == Type.SECRET ? new Hidden(new Secret(value)) : new Given(value);
    }
}
