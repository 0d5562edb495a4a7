package play.modules.flatpak;

import java.time.Duration;
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

/** What flatpak says when it is told to install or update something, and not to go on. */
sealed interface FlatpakAnswer extends HostState {
    /** It would change something. */
    record Ready() implements FlatpakAnswer {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** All is as it is to be. */
    record Done() implements FlatpakAnswer {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** It can't. */
    record Refused(String why) implements FlatpakAnswer {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * Asks it; where its input is no terminal it answers its own question whether to go on with no. Ids are what it is
     * told to install or update.
     *
     * @param words options, and the remote to install from
     * @param updates rather than installs, which only a dry run asks for: a run finds out
     */
    record Family(FlatpakInstallation where, List<String> words, boolean updates)
            implements StateFamily<FlatpakAnswer> {
        private static final Duration LONGEST = Duration.ofMinutes(5);

        /** An update whose remote does not answer, or has it no longer, goes on as if it had nothing newer. */
        private static final String READ = """
            for ref do
              told=$("$flatpak" "$verb" "$scope" $words "$ref" 2>&1 </dev/null)
              error=$(printf '%s\\n' "$told" | sed -n 's/^error: //p' | tail -n 1)
              lost=$(printf '%s\\n' "$told" | sed -n "s|^.* non-fatal since $ref is already installed: ||p" | head -n 1)
              if [ -n "$lost" ]; then told=; fi
              case $told in
              *'Nothing to do'* | *'already installed'*) printf 'done\\0\\0' ;;
              *'[Y/n]'* | *'[y/n]'*) printf 'ready\\0\\0' ;;
              *) printf 'refused\\0%s\\0' "${lost:-${error:-$told}}" ;;
              esac
            done
            """;

        private static final Shape ANSWER = Shape.ofParts("kind why");
        private static final String KINDS = "ready, done or refused";

        public Family {
            words = List.copyOf(words);
        }

        @Override
        public String name() {
            return updates ? "newer flatpak" : "flatpak of a remote";
        }

        @Override
        public Class<FlatpakAnswer> type() {
            return FlatpakAnswer.class;
        }

        @Override
        public Place under() {
            return where.under("app", "runtime", "repo");
        }

        @Override
        public boolean isForesight() {
            return !updates;
        }

        @Override
        public boolean isReadAhead() {
            return false;
        }

        @Override
        public Script read(List<StateKey<FlatpakAnswer>> keys) {
            return Script.over(
                            keys,
                            "verb=" + (updates ? "update" : "install") + "\n" + where.before()
                                    + READ.replace("$words", ShellWords.join(words)))
                    .within(LONGEST);
        }

        @Override
        public Told<FlatpakAnswer> told(List<StateKey<FlatpakAnswer>> keys, ScriptResult result)
                throws UnknownStateException {
            if (result.out().startsWith("lacking")) {
                throw where.lacking();
            }
            List<Fields> answers = Parts.of(result).all(ANSWER);
            return (index, id) -> {
                if (index >= answers.size()) {
                    throw result.unknown("flatpak does not tell what would become of " + id);
                }
                Fields answer = answers.get(index);
                return switch (answer.text("kind")) {
                    case "ready" -> new Ready();
                    case "done" -> new Done();
                    case "refused" -> new Refused(answer.text("why").strip());
                    case String other -> throw UnknownStateException.expected(KINDS, other);
                };
            };
        }
    }
}
