package play.modules.openssl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** Lists of revoked certificates, signed by keys of the host. */
public final class X509CrlModule implements Resource<X509CrlModule.Params> {
    /** What becomes of entries that a list has already. */
    public enum CrlMode {
        GENERATE,
        UPDATE
    }

    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"next_update", "revoked_certificates"})
    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"privatekey_path", "privatekey_content"},
            any = true)
    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"issuer", "issuer_ordered"},
            any = true)
    @MutuallyExclusive({"privatekey_path", "privatekey_content"})
    @MutuallyExclusive({"issuer", "issuer_ordered"})
    public record Params(
            @Doc("Path on the host of the private key that signs it: the authority's.") @HostPath
            Optional<String> privatekeyPath,

            @Doc("That key, in PEM.") Optional<SecretText> privatekeyContent,

            @Doc("Its passphrase.") Optional<SecretText> privatekeyPassphrase,

            @Doc("Name of the authority: a value, or a list of values, by type, in the order that its certificate has"
                    + " them: names with another order are others. Types are CN, commonName and the like, or object"
                    + " identifiers.")
            Optional<Map<String, Object>> issuer,

            @Doc("The same as a list of mappings of one type each, so that a type may be there again later.")
            Optional<List<Map<String, Object>>> issuerOrdered,

            @Doc("From when on it counts: " + Moment.EXPECTED + ".")
            @Default("+0s")
            @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
            String lastUpdate,

            @Doc("Until when there is another; many refuse the list then.")
            @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
            Optional<String> nextUpdate,

            @Doc("Digest that is signed; keys of kind Ed25519 and Ed448 have one of their own.")
            @Default("sha256")
            @Matches(
                    value = SignatureAlgorithm.DIGESTS,
                    expected = "a digest: md5, sha1, sha224, sha256, sha384 or sha512")
            String digest,

            @Doc("The revoked certificates; [] for a list of none.")
            Optional<List<RevokedCertificate>> revokedCertificates,

            @Doc("How serial numbers are written, also in the result: integer, or hex-octets as 12:34:ab.")
            @Default("integer")
            SerialNumbers serialNumbers,

            @Doc("generate: those alone are in the list; update: others that are in it stay.") @Default("generate")
            CrlMode crlMode,

            @Doc("How the file holds the list; one that is right otherwise is brought into it as it is.")
            @Default("pem")
            CrlFormat format,

            @Doc("Whether a list of other times is right, too. Without, one whose times count from now on is signed"
                    + " anew in each run. Entries that are right then keep dates that count from now on.")
            @Default("false")
            boolean ignoreTimestamps,

            @Doc("How names are told.")
            @NoEffect("They are told as they stand in the list. Leave it out.")
            @Default("ignore")
            String nameEncoding,

            @Doc("Whether the result has the list.") @Default("false")
            boolean returnContent,

            @Inline Placement placement) {
        StateKey<HeldCrl> list() {
            return HeldCrl.at(placement.at());
        }

        StateKey<HeldKey> key() {
            return privatekeyContent
                    .map(text -> new GivenKey(text, privatekeyPassphrase).key())
                    .orElseGet(() -> HeldKey.at(privatekeyPath.orElse("/"), privatekeyPassphrase));
        }

        List<RevokedCertificate> revoked() {
            return revokedCertificates.orElse(List.of());
        }

        /** Paths of those that files of the host tell. */
        List<String> certificates() {
            return revoked().stream()
                    .flatMap(certificate -> certificate.path().stream())
                    .distinct()
                    .toList();
        }

        boolean updates() {
            return crlMode == CrlMode.UPDATE;
        }

        Moment from() {
            return Moment.of(lastUpdate);
        }

        Moment until() {
            return Moment.of(nextUpdate.orElse("+0s"));
        }

        NameEntries issuerName() {
            return issuerOrdered.map(NameEntries::ofOrdered).orElseGet(() -> NameEntries.of(issuer.orElse(Map.of())));
        }
    }

    record Result(
            @Doc("The path.") String filename,

            @Doc("Path of the key.") @When("it is given") Optional<String> privatekey,

            @Doc("pem or der.") @When("state is present") Optional<String> format,

            @Doc("Name of the authority, by type; of a type that is there twice, the last.") @When("state is present")
            Optional<Map<String, String>> issuer,

            @Doc("Types and values of the name, in their order.") @When("state is present")
            Optional<List<List<String>>> issuerOrdered,

            @Doc("From when on it counts, as 20260131120000Z.") @When("state is present")
            Optional<String> lastUpdate,

            @Doc("Until when there is another, likewise.") @When("state is present")
            Optional<String> nextUpdate,

            @Doc("By what it is signed: sha256WithRSAEncryption.") @When("state is present")
            Optional<String> digest,

            @Doc("The revoked certificates.") @When("state is present")
            Optional<List<Revoked>> revokedCertificates,

            @Doc("The list; in base64 where its format is der.") @When("return_content is true and state is present")
            Optional<String> crl,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    record Revoked(
            @Doc("Serial number, as serial_numbers says.") Object serialNumber,
            @Doc("When it was revoked.") String revocationDate,

            @Doc("Who signed it.") @When("the list tells") Optional<List<String>> issuer,

            @Doc("Whether that is critical.") boolean issuerCritical,

            @Doc("Why it is revoked.") @When("the list tells")
            Optional<String> reason,

            @Doc("Whether that is critical.") boolean reasonCritical,

            @Doc("Since when it is invalid.") @When("the list tells")
            Optional<String> invalidityDate,

            @Doc("Whether that is critical.") boolean invalidityDateCritical) {}

    private static final List<String> TOLD = List.of(
            "format",
            "issuer",
            "issuer_ordered",
            "last_update",
            "next_update",
            "digest",
            "revoked_certificates",
            "crl");

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "x509_crl",
                    "Has a list of revoked certificates (CRL) signed on the host. The host needs openssl.",
                    Params.class,
                    CrlExamples.all())
            .alias("community.crypto.x509_crl")
            .insteadOf(new Program("openssl", "^(?!.*\\sca\\b.*\\s-gencrl\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        String issuer = params.issuerOrdered().isPresent() ? "issuer_ordered" : "issuer";
        List<Binding.Fault> faults = new ArrayList<>(params.issuerName().faults("issuer", issuer));
        if (params.placement().wanted() && params.issuerName().told().isEmpty()) {
            faults.add(new Binding.Fault(issuer, "a list must say who signed it (RFC 5280); give the issuer a CN"));
        }
        if (!params.from().isReal() || !params.until().isReal()) {
            faults.add(new Binding.Fault(
                    params.from().isReal() ? "next_update" : "last_update", "no calendar has such a time"));
        }
        params.revoked().forEach(certificate -> faults.addAll(certificate.faults(params.serialNumbers())));
        if (faults.isEmpty()) {
            twice(params)
                    .ifPresent(certificate -> faults.add(new Binding.Fault(
                            "revoked_certificates", "revoked_certificates has " + certificate + " twice")));
        }
        return faults;
    }

    private static Optional<String> twice(Params params) {
        Set<String> seen = new HashSet<>();
        return params.revoked().stream()
                .flatMap(certificate -> certificate
                        .revocation(certificate.serial(params.serialNumbers()))
                        .map(revocation -> revocation.entry().certificate())
                        .or(certificate::path)
                        .stream())
                .filter(name -> !seen.add(name))
                .findFirst();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.list()));
        if (params.placement().wanted()) {
            keys.add(params.key());
            params.certificates().forEach(path -> keys.add(HeldCertificate.at(path)));
        }
        return params.placement().probes(keys);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement().plan(known, now -> new CrlPlan(params, now).plan());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        params.privatekeyPath().ifPresent(path -> result.put("privatekey", path));
        if (!params.placement().wanted()) {
            return result;
        }
        switch (after.of(params.list())) {
            case Observed.Unknown<HeldCrl>(String why) ->
                TOLD.stream()
                        .filter(name -> params.returnContent() || !name.equals("crl"))
                        .forEach(name -> result.put(name, new Unknown(why)));
            case Observed.Known<HeldCrl>(HeldCrl.Of held, var how) -> result.putAll(told(params, held));
            case Observed.Known<HeldCrl>(HeldCrl other, var how) -> {}
        }
        return result;
    }

    private static Map<String, @Nullable Object> told(Params params, HeldCrl.Of held) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        Map<String, String> issuer = new LinkedHashMap<>();
        held.issuer().forEach(part -> issuer.put(part.name(), part.value()));
        told.put("format", held.format().spelled());
        told.put("issuer", issuer);
        told.put(
                "issuer_ordered",
                held.issuer().stream()
                        .map(part -> List.of(part.name(), part.value()))
                        .toList());
        told.put("last_update", held.lastUpdate().orUnknown());
        told.put("next_update", held.nextUpdate().orUnknown());
        told.put("digest", held.digest());
        told.put(
                "revoked_certificates",
                held.revoked().values().stream()
                        .map(entry -> entry.told(params.serialNumbers()))
                        .toList());
        if (params.returnContent()) {
            Foreseen<String> content = held.content().map(held.format()::told);
            told.put("crl", content.orUnknown());
        }
        return told;
    }
}
