package play.vars;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import play.expression.call.Stage;
import play.playbook.Register;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.Vars;

/**
 * The variables of a run, as tasks see them: what is fixed before it, what it sets, and what the play under way brings.
 * Safe for use by the threads of different hosts.
 */
public final class Variables {
    private final VariableSources sources;
    private final Stage stage;
    private final RunVariables ofRun = new RunVariables();
    private volatile PlayUnderWay play = PlayUnderWay.NONE;
    private final Map<RoleUse, RoleLayers> ofRoles = Collections.synchronizedMap(new IdentityHashMap<>());
    private @Nullable AllHostVars unchanging;
    private volatile Consumer<@Nullable Object> witness = value -> {};
    private volatile Consumer<String> warner = sentence -> {};
    private volatile Predicate<String> participants = host -> true;

    public Variables(VariableSources sources) {
        this(sources, sources.invocation().check() ? Stage.DRY_RUN : Stage.REAL_RUN);
    }

    /** For what looks at a playbook before it runs. */
    static Variables beforeRun(VariableSources sources) {
        return new Variables(sources, Stage.BEFORE_RUN);
    }

    private Variables(VariableSources sources, Stage stage) {
        this.sources = sources;
        this.stage = stage;
    }

    /** What is fixed before the run. */
    public VariableSources sources() {
        return sources;
    }

    Stage stage() {
        return stage;
    }

    /** What hosts gain in the run. */
    public RunVariables ofRun() {
        return ofRun;
    }

    /** Has every value told that a step reads from now on, before the step gets it. */
    public void witness(Consumer<@Nullable Object> told) {
        witness = told;
    }

    /** Has somebody told what an evaluation warns of. */
    public void warned(Consumer<String> told) {
        warner = told;
    }

    void warn(String sentence) {
        warner.accept(sentence);
    }

    void tell(@Nullable Object value) {
        witness.accept(value);
    }

    /** Has {@code ansible_play_hosts} and {@code ansible_play_batch} name only hosts that still take part. */
    public void participants(Predicate<String> takingPart) {
        participants = takingPart;
    }

    /** Those of {@code hosts} that still take part in the play. */
    List<String> takingPart(List<String> hosts) {
        return hosts.stream().filter(participants).toList();
    }

    public synchronized void startPlay(PlayVars started) {
        play = PlayUnderWay.of(started);
        unchanging = null;
        ofRoles.clear();
    }

    /** A role that came in while the play goes on, and tells all of it something. */
    public synchronized void add(RoleUse use) {
        startPlay(play.vars().and(use));
    }

    public PlayVars play() {
        return play.vars();
    }

    /** What a use of a role says to its own steps, put together once a play. */
    RoleLayers layersOf(RoleUse use) {
        return ofRoles.computeIfAbsent(use, RoleLayers::of);
    }

    /** The variables of all hosts as they are now; shared by all that is evaluated while nothing changes. */
    AllHostVars hostVars() {
        @Nullable AllHostVars shared = unchanging;
        return shared == null ? new AllHostVars(this) : shared;
    }

    /**
     * Until the next play starts only this thread reads, and nothing is set; so what {@code hostvars} come to is kept.
     */
    void keepHostVars() {
        unchanging = new AllHostVars(this);
    }

    /**
     * What a step sees for a host.
     *
     * @param local variables of this one evaluation, which win over all but extra variables: the item of a loop, a
     *     fresh result, parts of it, and variables as they are written, which are evaluated when they are read
     */
    public HostScope scope(String host, Step.Context context, Map<String, ? extends @Nullable Object> local) {
        return scope(host, context, local, stage);
    }

    /** The same before the step's turn has come: what is drawn, or started to be evaluated, is unknown. */
    public HostScope scopeAhead(String host, Step.Context context, Map<String, ? extends @Nullable Object> local) {
        return scope(host, context, local, Stage.BEFORE_RUN);
    }

    /** What others see of a host in {@code hostvars}: what holds for it in every play. */
    HostScope scopeForOthers(String host) {
        return new HostScope(this, host, Step.Context.NONE, Map.of(), stage, play.unseen());
    }

    private HostScope scope(
            String host, Step.Context context, Map<String, ? extends @Nullable Object> local, Stage when) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        local.forEach((name, value) -> entries.put(
                name,
                switch (value) {
                    case Register.Part part -> new Entry.Computed(part);
                    case Vars.Var var -> Entry.of(var);
                    case null, default -> new Entry.Fixed(value);
                }));
        return new HostScope(this, host, context, entries, when, play);
    }
}
