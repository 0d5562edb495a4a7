package play.modules.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.value.Content;
import play.value.Foreseen;

/** A leaf certificate as a plan sees it. */
sealed interface Leaf {
    /** No plan can be made with it; this is the answer. */
    record Out(Plan plan) implements Leaf {}

    /**
     * Kept, or to be issued.
     *
     * @param after as it will be kept
     * @param reason why it is issued; none when the kept one serves
     */
    record In(
            LeafRecipe recipe,
            StoredCertificate.Issued authority,
            StoredCertificate.Issued after,
            Optional<String> reason)
            implements Leaf {
        List<Effect> effects() {
            return reason.isEmpty()
                    ? List.of()
                    : List.of(new Effect.Sets<>(StoredCertificates.at(recipe.cluster(), recipe.name()), after));
        }

        Action.Produce making() {
            return new Action.Produce(recipe.key(), recipe, effects());
        }

        Content certificate() {
            return new Content.Produced(recipe.key(), "certificate", after.certificate(), false);
        }

        Content key() {
            return new Content.Produced(recipe.key(), "key", after.key(), true);
        }

        Content ca() {
            return new Content.Produced(recipe.key(), "ca", authority.certificate(), false);
        }
    }

    static List<StateKey<?>> probes(LeafRecipe recipe) {
        return List.of(
                StoredCertificates.at(recipe.cluster(), recipe.issuer()),
                StoredCertificates.at(recipe.cluster(), recipe.name()),
                ControllerClock.KEY);
    }

    static Leaf of(LeafRecipe recipe, Knowledge known) {
        return switch (known.of(StoredCertificates.at(recipe.cluster(), recipe.issuer()))) {
            case Observed.Unknown<StoredCertificate>(String reason) -> new Out(new Plan.Undetermined(reason));
            case Observed.Known<StoredCertificate>(StoredCertificate.Issued authority, var how)
            when authority.request().isAuthority() -> under(recipe, authority, known);
            case Observed.Known<StoredCertificate>(StoredCertificate.Missing missing, var how) ->
                new Out(new Plan.Rejected("cluster '" + recipe.cluster() + "' has no CA '" + recipe.issuer()
                        + "'; a task with certgen_ca (name: " + recipe.issuer() + ", cluster: " + recipe.cluster()
                        + ") makes it before"));
            case Observed.Known<StoredCertificate>(StoredCertificate.Unusable(String why), var how) ->
                new Out(new Plan.Rejected("the CA '" + recipe.issuer() + "' cannot be used: " + why));
            case Observed.Known<StoredCertificate>(StoredCertificate.Issued other, var how) ->
                new Out(new Plan.Rejected("'" + recipe.issuer() + "' is a certificate, not a CA"));
        };
    }

    /** What is wrong with what is asked for, whatever there is. */
    static Optional<String> fault(LeafRecipe recipe) {
        return recipe.renewal()
                .fault(recipe.validity())
                .or(() -> recipe.request().fault());
    }

    private static Leaf under(LeafRecipe recipe, StoredCertificate.Issued authority, Knowledge known) {
        if (!(known.of(ControllerClock.KEY) instanceof Observed.Known<ControllerClock.Now>(var now, var read))) {
            return new Out(new Plan.Undetermined("the time of the controller is unknown"));
        }
        Optional<String> early = recipe.renewal().fault(now.instant());
        if (early.isPresent()) {
            return new Out(new Plan.Rejected(early.get()));
        }
        if (authority.expires() instanceof Foreseen.Exactly<String>(String end)
                && Instant.parse(end)
                        .isBefore(now.instant().plus(recipe.renewal().before()))) {
            return new Out(new Plan.Rejected("the CA '" + recipe.issuer() + "' expires at " + end
                    + ", before a certificate of it could serve; CAs are replaced by hand, one"
                    + " trust point at a time"));
        }
        return switch (known.of(StoredCertificates.at(recipe.cluster(), recipe.name()))) {
            case Observed.Unknown<StoredCertificate>(String reason) -> new Out(new Plan.Undetermined(reason));
            case Observed.Known<StoredCertificate>(StoredCertificate.Issued other, var how)
            when other.request().isAuthority() ->
                new Out(new Plan.Rejected(
                        "'" + recipe.name() + "' is a CA of cluster '" + recipe.cluster() + "'; choose another name"));
            case Observed.Known<StoredCertificate>(StoredCertificate stored, var how) ->
                in(recipe, authority, stored, now.instant());
        };
    }

    private static Leaf in(
            LeafRecipe recipe, StoredCertificate.Issued authority, StoredCertificate stored, Instant now) {
        Optional<String> reason = recipe.renewal().reason(stored, recipe.request(), authority.keyId(), now);
        return reason.isEmpty() && stored instanceof StoredCertificate.Issued issued
                ? new In(recipe, authority, issued, reason)
                : new In(
                        recipe,
                        authority,
                        StoredCertificate.Issued.later(
                                recipe.request(), "certificate '" + recipe.name() + "' is issued during the run"),
                        reason);
    }
}
