package play.modules.openssl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import play.host.Effect;
import play.host.Knowledge;
import play.module.Plan;
import play.modules.files.MadeFile;
import play.value.Bytes;
import play.value.Foreseen;

/** How a list of revoked certificates is brought to what a task asks for. */
record CrlPlan(X509CrlModule.Params params, Knowledge known) {
    Plan plan() {
        return Plan.on(known.of(params.key()), held -> switch (held) {
            case HeldKey.Open open ->
                algorithm(open)
                        .map(algorithm -> revoked(algorithm, open.publicKey()))
                        .orElseGet(() -> new Plan.Rejected(
                                "keys of kind " + open.look().kind() + " sign no list by " + params.digest()));
            case HeldKey other ->
                new Plan.Rejected(Openssl.unusable(params.key().id(), other));
        });
    }

    private Optional<SignatureAlgorithm> algorithm(HeldKey.Open key) {
        return KeyKind.named(key.look().kind()).flatMap(kind -> SignatureAlgorithm.of(kind, params.digest()));
    }

    /** The plan for what is to be revoked, where files of the host tell serial numbers. */
    private Plan revoked(SignatureAlgorithm algorithm, Foreseen<PublicKey> key) {
        return Plan.onEach(known, params.certificates(), HeldCertificate::at, held -> {
            List<Revocation> wanted = new ArrayList<>();
            for (RevokedCertificate certificate : params.revoked()) {
                String path = certificate.path().orElse("");
                if (!path.isEmpty() && !(held.get(path) instanceof HeldCertificate.Of)) {
                    return new Plan.Rejected("there is no certificate in " + path
                            + ", which is to be revoked; name it by serial_number if it is gone");
                }
                Optional<Revocation> revocation = revocation(certificate, held);
                if (revocation.isEmpty()) {
                    return new Plan.Undetermined("the certificate in " + path + " is made during the run");
                }
                wanted.add(revocation.get());
            }
            if (named(wanted).size() < wanted.size()) {
                return new Plan.Rejected("revoked_certificates has a certificate twice");
            }
            return Plan.on(known.of(params.list()), list -> against(list, new Wanted(algorithm, key, wanted)));
        });
    }

    private Optional<Revocation> revocation(
            RevokedCertificate certificate, SequencedMap<String, HeldCertificate> held) {
        return certificate.revocation(certificate
                .serial(params.serialNumbers())
                .or(() -> held.get(certificate.path().orElse("")) instanceof HeldCertificate.Of there
                        ? there.serial()
                        : Optional.empty()));
    }

    /** What a task asks for, once the host is known. */
    private record Wanted(SignatureAlgorithm algorithm, Foreseen<PublicKey> key, List<Revocation> revoked) {}

    private Plan against(HeldCrl held, Wanted wanted) {
        return switch (held) {
            case HeldCrl.Of there -> present(there, wanted);
            case HeldCrl.Broken broken
            when params.updates() ->
                new Plan.Rejected(params.list().id() + " holds no list whose entries could be kept; remove it, or write"
                        + " crl_mode: generate");
            case HeldCrl other -> made(wanted, wanted.revoked());
        };
    }

    private Plan present(HeldCrl.Of there, Wanted wanted) {
        boolean right = !params.placement().force()
                && params.issuerName().parts().equals(there.issuer())
                && there.digest().equals(wanted.algorithm().spelled())
                && isTimely(there)
                && areRevoked(there.revoked(), wanted.revoked())
                && there.isSignedBy(wanted.key());
        if (!right) {
            return remade(there, wanted);
        }
        return there.format() == params.format() ? params.placement().file().kept(known) : converted(there);
    }

    private boolean isTimely(HeldCrl.Of there) {
        return params.ignoreTimestamps()
                || (is(there.lastUpdate(), params.from()) && is(there.nextUpdate(), params.until()));
    }

    /** What is counted from now on is another with each run, as far as times count. */
    private static boolean is(Foreseen<String> present, Moment wanted) {
        return wanted instanceof Moment.At(String digits) && present.is(digits);
    }

    private boolean areRevoked(Map<String, RevokedEntry> present, List<Revocation> wanted) {
        return (params.updates() || present.size() == named(wanted).size())
                && wanted.stream().allMatch(revocation -> isRevoked(present, revocation));
    }

    private boolean isRevoked(Map<String, RevokedEntry> present, Revocation wanted) {
        RevokedEntry entry = wanted.entry();
        return Optional.ofNullable(present.get(entry.certificate()))
                .filter(entry::isLike)
                .filter(there -> params.ignoreTimestamps() || is(there.date(), wanted.date()))
                .isPresent();
    }

    private static Map<String, RevokedEntry> named(List<Revocation> revoked) {
        Map<String, RevokedEntry> named = new LinkedHashMap<>();
        revoked.forEach(revocation -> named.put(revocation.entry().certificate(), revocation.entry()));
        return named;
    }

    private Plan remade(HeldCrl.Of there, Wanted wanted) {
        List<Revocation> all = new ArrayList<>();
        if (params.updates()) {
            Map<String, RevokedEntry> replaced = named(wanted.revoked());
            for (Map.Entry<String, RevokedEntry> entry : there.revoked().entrySet()) {
                Optional<Revocation> kept = Revocation.of(entry.getValue());
                if (kept.isEmpty()) {
                    return new Plan.Undetermined("the list in " + params.list().id() + " is made during the run");
                }
                if (!replaced.containsKey(entry.getValue().certificate())) {
                    all.add(kept.get());
                }
            }
        }
        wanted.revoked()
                .forEach(revocation -> all.add(
                        params.ignoreTimestamps()
                                ? revocation.kept(Optional.ofNullable(
                                        there.revoked().get(revocation.entry().certificate())))
                                : revocation));
        return made(wanted, all);
    }

    private Plan made(Wanted wanted, List<Revocation> revoked) {
        HeldCrl.Of after = new HeldCrl.Of(
                params.format(),
                params.issuerName().parts(),
                wanted.algorithm().spelled(),
                params.from().foreseen(),
                params.until().foreseen(),
                HeldCrl.named(revoked.stream().map(Revocation::entry).toList()),
                new Foreseen.Later<>("it is signed during the run"));
        return params.placement().file().made(new CrlSigning(params, wanted.algorithm(), revoked).making(after), known);
    }

    private Plan converted(HeldCrl.Of there) {
        if (!(there.content() instanceof Foreseen.Exactly<Bytes>(Bytes content))) {
            return new Plan.Undetermined("the list in " + params.list().id() + " is made during the run");
        }
        try {
            Bytes other = params.format().written(there.format().read(content));
            HeldCrl.Of after = new HeldCrl.Of(
                    params.format(),
                    there.issuer(),
                    there.digest(),
                    there.lastUpdate(),
                    there.nextUpdate(),
                    there.revoked(),
                    new Foreseen.Exactly<>(other));
            return params.placement()
                    .file()
                    .made(
                            new MadeFile.Making(
                                    "write the list of revoked certificates in "
                                            + params.list().id() + " in "
                                            + params.format().name(),
                                    "",
                                    "cat",
                                    other,
                                    Openssl.LONGEST,
                                    List.of(new Effect.Sets<>(params.list(), after)),
                                    false),
                            known);
        } catch (IOException e) {
            return new Plan.Rejected(params.list().id() + " holds a list that cannot be written anew");
        }
    }
}
