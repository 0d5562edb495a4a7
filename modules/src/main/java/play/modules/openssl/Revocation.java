package play.modules.openssl;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import play.value.Foreseen;

/** An entry that a list is made with. */
record Revocation(BigInteger serial, Moment date, List<CertExtension> extensions) {
    Revocation {
        extensions = List.copyOf(extensions);
    }

    /** The same as an entry that is there; nothing where its date is only foreseen. */
    static Optional<Revocation> of(RevokedEntry entry) {
        return entry.date() instanceof Foreseen.Exactly<String>(String digits)
                ? Optional.of(new Revocation(entry.serial(), new Moment.At(digits), entry.extensions()))
                : Optional.empty();
    }

    /** What the list will have of it. */
    RevokedEntry entry() {
        return new RevokedEntry(serial, date.foreseen(), extensions);
    }

    /**
     * The same, with the date of an entry that is right: who revokes a certificate now does not do so again with each
     * run.
     */
    Revocation kept(Optional<RevokedEntry> present) {
        return present.filter(there -> date instanceof Moment.FromNow && there.isLike(entry()))
                .flatMap(Revocation::of)
                .orElse(this);
    }
}
