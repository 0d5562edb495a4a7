package play.converge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.StateChange;
import play.host.Effect;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.Place;
import play.host.StateFamily;
import play.host.StateKey;
import play.module.Action;
import play.value.Content;

/** What a plan changes, as before and after: made from its actions alone, so that every resource has a diff. */
final class Changes {
    private final TaskKnowledge knowledge;
    private final List<Action> actions;
    private final Map<StateKey<?>, Observed<?>> before = new LinkedHashMap<>();
    private final Map<String, Observed<FileText>> texts = new HashMap<>();

    /**
     * To be made before the actions are carried out, because it reads what they will change.
     *
     * @param withText whether old contents of files are read for a diff
     */
    static Changes ahead(TaskKnowledge knowledge, List<Action> actions, boolean withText)
            throws HostException, InterruptedException {
        Changes changes = new Changes(knowledge, actions);
        changes.look(withText);
        return changes;
    }

    private Changes(TaskKnowledge knowledge, List<Action> actions) {
        this.knowledge = knowledge;
        this.actions = actions;
    }

    private void look(boolean withText) throws HostException, InterruptedException {
        List<StateKey<?>> keys = new ArrayList<>();
        for (Action action : actions) {
            for (Effect effect : action.effects()) {
                if (effect instanceof Effect.Sets<?>(StateKey<?> key, HostState after)) {
                    keys.add(key);
                }
            }
        }
        knowledge.learn(keys);
        keys.forEach(key -> before.put(key.whole(), knowledge.of(key)));
        if (withText) {
            List<StateKey<FileText>> replaced =
                    actions.stream().flatMap(action -> oldText(action).stream()).toList();
            knowledge.learn(replaced);
            replaced.forEach(key -> texts.put(key.id(), knowledge.of(key)));
        }
    }

    /** The old content of a file that is overwritten with something else. */
    private Optional<StateKey<FileText>> oldText(Action action) {
        return action instanceof Action.WriteFile write
                        && before.get(Files.at(write.path()))
                                instanceof Observed.Known<?>(FileState.Regular old, var how)
                        && !old.sha256().equals(write.after().sha256())
                ? Optional.of(FileTexts.at(write.path()))
                : Optional.empty();
    }

    /** What differs, once the actions were carried out or believed; of the first {@code done} actions only. */
    List<StateChange> after(int done) {
        List<StateChange> changes = new ArrayList<>();
        last(actions.subList(0, Math.min(done, actions.size()))).forEach((key, sets) -> {
            if (key.family().isTold()) {
                change(key, now(sets)).ifPresent(changes::add);
            }
        });
        return changes;
    }

    /**
     * What differs if all actions come to what they foresee, whether anything of them is done yet or not; secrets in
     * clear. Where something else that is to be done may have a part in what was there before, that is left open.
     */
    List<StateChange> foreseen() {
        List<StateChange> changes = new ArrayList<>();
        last(actions).forEach((key, sets) -> {
            if (key.family().isTold()) {
                foreseen(key, asked(key, completed(sets, before.get(key)))).ifPresent(changes::add);
            }
        });
        return changes;
    }

    private Optional<StateChange> foreseen(StateKey<?> key, HostState now) {
        List<StateChange.Field> fields = before.get(key) instanceof Observed.Known<?>(HostState was, var how)
                ? StateDiff.fields(asked(key, was), now, StateDiff.Secrets.CLEAR).stream()
                        .map(field -> how == Observed.Certainty.STALE
                                        || !key.family().under().equals(Place.PATH)
                                ? new StateChange.Field(field.name(), StateChange.UNKNOWN, field.after())
                                : field)
                        .toList()
                : StateDiff.fieldsFromUnknown(now, StateDiff.Secrets.CLEAR);
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new StateChange(key.family().name(), key.id(), fields, Optional.empty()));
    }

    @SuppressWarnings("unchecked") // what was read of a key was parsed by its family
    private static <S extends HostState> HostState completed(Effect.Sets<S> sets, @Nullable Observed<?> read) {
        return read == null ? sets.after() : sets.key().family().complete(sets.after(), (Observed<S>) read);
    }

    private HostState now(Effect.Sets<?> sets) {
        return knowledge.of(sets.key()) instanceof Observed.Known<?>(HostState found, var how) ? found : sets.after();
    }

    /** What actions leave behind in the end, by the key that is read in full. */
    static Map<StateKey<?>, Effect.Sets<?>> last(List<Action> actions) {
        Map<StateKey<?>, Effect.Sets<?>> last = new LinkedHashMap<>();
        for (Action action : actions) {
            for (Effect effect : action.effects()) {
                if (effect instanceof Effect.Sets<?> sets) {
                    last.put(sets.key().whole(), sets);
                }
            }
        }
        return last;
    }

    /** @param key in full, as in {@code before} */
    private Optional<StateChange> change(StateKey<?> key, HostState now) {
        @Nullable Observed<?> seen = before.get(key);
        List<StateChange.Field> fields = seen instanceof Observed.Known<?>(HostState was, var how)
                ? StateDiff.fields(asked(key, was), asked(key, now))
                : StateDiff.fieldsFromUnknown(now, StateDiff.Secrets.MASKED);
        Optional<StateChange.Text> text = now.present() ? text(key).or(() -> text(seen, now)) : Optional.empty();
        return fields.isEmpty() && text.isEmpty()
                ? Optional.empty()
                : Optional.of(new StateChange(key.family().name(), key.id(), fields, text));
    }

    /**
     * A dry run may know more of a state than the actions ask for, and a run reads only that: both tell the same of it.
     */
    private HostState asked(StateKey<?> key, HostState state) {
        return actions.stream()
                .flatMap(action -> action.effects().stream())
                .<StateKey<?>>mapMulti((effect, keys) -> {
                    if (effect instanceof Effect.Sets<?> sets
                            && sets.key().whole().equals(key)) {
                        keys.accept(sets.key());
                    }
                })
                .reduce((one, other) -> one.equals(key) ? one : other)
                .map(asked -> part(asked.family(), state))
                .orElse(state);
    }

    private static <S extends HostState> HostState part(StateFamily<S> family, HostState state) {
        return family.part(family.type().cast(state));
    }

    private static Optional<StateChange.Text> text(@Nullable Observed<?> seen, HostState now) {
        Optional<String> old = seen instanceof Observed.Known<?>(HostState was, var how)
                ? was.text().or(() -> was.present() ? Optional.empty() : Optional.of(""))
                : Optional.empty();
        return old.flatMap(before ->
                now.text().filter(after -> !after.equals(before)).map(after -> new StateChange.Text(before, after)));
    }

    private Optional<StateChange.Text> text(StateKey<?> key) {
        return actions.stream()
                .filter(action -> action instanceof Action.WriteFile write
                        && Files.at(write.path()).equals(key))
                .map(action -> ((Action.WriteFile) action).content())
                .reduce((first, second) -> second)
                .flatMap(content -> text(key, content));
    }

    private Optional<StateChange.Text> text(StateKey<?> key, Content content) {
        Optional<String> fresh = Texts.shown(content);
        Optional<String> old = switch (texts.get(key.id())) {
            case null ->
                before.get(key) instanceof Observed.Known<?>(FileState.Absent none, var how)
                        ? Optional.of("")
                        : Optional.empty();
            case Observed.Known<FileText>(FileText.Held(var bytes, boolean secret), var how) ->
                secret || content.hasSecrets() ? Optional.of("(holds secrets, not shown)\n") : bytes.text();
            case Observed.Known<FileText>(FileText.Missing(), var how) -> Optional.of("");
            case Observed.Known<FileText>(FileText.TooLarge(long size), var how) -> Optional.empty();
            case Observed.Unknown<FileText>(String why) -> Optional.empty();
        };
        return fresh.isPresent() && old.isPresent() && !fresh.equals(old)
                ? Optional.of(new StateChange.Text(old.get(), fresh.get(), note(key)))
                : Optional.empty();
    }

    /** How sure the text before is. */
    private String note(StateKey<?> key) {
        return texts.get(key.id()) instanceof Observed.Known<FileText>(FileText text, Observed.Certainty how)
                ? switch (how) {
                    case READ -> "";
                    case FORESEEN -> "the text before is as earlier tasks of this dry run leave it";
                    case STALE -> "the text before is as it is known now; an earlier task may change it first";
                }
                : "";
    }
}
