package play.modules.crypto;

import java.util.List;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.value.Foreseen;

/** The CAs that something trusts, as a plan sees them. */
sealed interface Trust {
    /** No plan can be made with them; this is the answer. */
    record Out(Plan plan) implements Trust {}

    /**
     * All of them are there, or made by then.
     *
     * @param bundle their certificates, one after the other, as a PEM file
     */
    record In(Foreseen<String> bundle) implements Trust {}

    static List<StateKey<?>> probes(String cluster, List<String> names) {
        return names.stream()
                .<StateKey<?>>map(name -> StoredCertificates.at(cluster, name))
                .toList();
    }

    static Trust of(String cluster, List<String> names, Knowledge known) {
        Foreseen<String> bundle = new Foreseen.Exactly<>("");
        for (String name : names) {
            switch (known.of(StoredCertificates.at(cluster, name))) {
                case Observed.Unknown<StoredCertificate>(String reason) -> {
                    return new Out(new Plan.Undetermined(reason));
                }
                case Observed.Known<StoredCertificate>(StoredCertificate.Issued authority, var how)
                when authority.request().isAuthority() -> bundle = joined(bundle, authority.pem());
                case Observed.Known<StoredCertificate>(StoredCertificate.Issued other, var how) -> {
                    return new Out(new Plan.Rejected("'" + name + "' is a certificate, not a CA"));
                }
                case Observed.Known<StoredCertificate>(StoredCertificate.Unusable(String why), var how) -> {
                    return new Out(new Plan.Rejected("the CA '" + name + "' cannot be used: " + why));
                }
                case Observed.Known<StoredCertificate>(StoredCertificate.Missing missing, var how) -> {
                    return new Out(new Plan.Rejected("cluster '" + cluster + "' has no CA '" + name
                            + "'; a task with certgen_ca (name: " + name + ", cluster: " + cluster
                            + ") makes it before"));
                }
            }
        }
        return new In(bundle);
    }

    private static Foreseen<String> joined(Foreseen<String> before, Foreseen<String> next) {
        return switch (before) {
            case Foreseen.Exactly<String>(String text) -> next.map(text::concat);
            case Foreseen.Later<String> later -> later;
        };
    }
}
