package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.host.Effect;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.NoEffect;
import play.param.Presence;
import play.value.Bytes;

/** A key that rpm trusts for packages. */
public final class RpmKeyModule implements Resource<RpmKeyModule.Params> {
    private static final String ID = "(?i)(0x)?[0-9a-f ]{8,50}";

    /** rpm 6 tells keys apart by fingerprints, those before by the end of the id. */
    private static final String ERASE = """
        case $(rpm --version) in
        'RPM version '[1-5].*) rpm --erase --allmatches "gpg-pubkey-$2" ;;
        *) rpmkeys --delete "$1" ;;
        esac
        """;

    private static final String IMPORT = """
        t=$(mktemp) || exit 1
        trap 'rm -f "$t"' EXIT
        cat >"$t"
        rpm --import "$t"
        """;

    public record Params(
            @Doc("The key: an address, a path on the host, or, where it is there, its id or fingerprint.")
            String key,

            @Doc("Fingerprints that the key must have, it or its subkeys.") @Default("[]")
            List<String> fingerprint,

            @Doc("Whether rpm is to trust it.") @Default("present")
            Presence state,

            @Doc("Whether certificates of a server are checked.")
            @NoEffect("They always are. Leave it out.")
            @Default("true")
            boolean validateCerts) {
        private boolean isUrl() {
            return key.contains("://");
        }

        private boolean isId() {
            return !isUrl() && key.matches(ID);
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "rpm_key",
                    "Has rpm trust a key for packages, or trust it no longer.",
                    Params.class,
                    RpmKeyExamples.all())
            .asInAnsible()
            .insteadOf(new Program("rpm", "^(?!.*\\s--import\\b)"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.isUrl() && !params.isId() && !params.key().startsWith("/")) {
            faults.add(new Binding.Fault(
                    "key", "'key' must be an address, an absolute path, or an id of 8 hex digits or more"));
        }
        if (params.isUrl() && !params.key().matches("(https?|ftp|file)://\\S+")) {
            faults.add(new Binding.Fault("key", "'key' must be an address of http, https, ftp or file"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(RpmKeys.KEY));
        if (params.isUrl()) {
            keys.add(RemoteKeys.at(params.key()));
        } else if (!params.isId()) {
            keys.add(FileTexts.at(params.key()));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(RpmKeys.KEY), trusted -> {
            if (params.isId()) {
                return named(params, trusted);
            }
            if (params.isUrl()) {
                return Plan.on(known.of(RemoteKeys.at(params.key())), key -> given(params, key.bytes(), trusted));
            }
            return Plan.on(known.of(FileTexts.at(params.key())), text -> switch (text) {
                case FileText.Held(Bytes bytes, boolean secret) -> given(params, bytes, trusted);
                case FileText.TooLarge large -> new Plan.Rejected(params.key() + " is too large for a key");
                case FileText.Missing missing -> new Plan.Rejected(params.key() + " is no file on the host");
            });
        });
    }

    private static Plan named(Params params, RpmKeys.Trusted trusted) {
        List<String> found = trusted.with(RpmKeys.normal(params.key()));
        if (params.state() == Presence.ABSENT) {
            return drop(found, trusted);
        }
        return found.isEmpty()
                ? new Plan.Rejected("rpm has no key " + params.key() + "; give its address or a file that holds it")
                : Plan.UNCHANGED;
    }

    private static Plan given(Params params, Bytes key, RpmKeys.Trusted trusted) {
        List<String> fingerprints = OpenPgpKeys.fingerprints(key);
        if (fingerprints.isEmpty()) {
            return new Plan.Rejected("what is given is no public key of OpenPGP");
        }
        List<String> found = trusted.with(fingerprints.getFirst());
        if (params.state() == Presence.ABSENT) {
            return drop(found, trusted);
        }
        if (!found.isEmpty()) {
            return Plan.UNCHANGED;
        }
        Optional<String> wrong = params.fingerprint().stream()
                .filter(print -> !fingerprints.contains(RpmKeys.normal(print)))
                .findFirst();
        return wrong.isPresent()
                ? new Plan.Rejected("the key does not have the fingerprint " + wrong.get() + "; it has "
                        + String.join(", ", fingerprints))
                : change(
                        "trust the key " + fingerprints.getFirst(),
                        Script.of(IMPORT).withStdin(key),
                        trusted.and(fingerprints));
    }

    private static Plan drop(List<String> found, RpmKeys.Trusted trusted) {
        if (found.isEmpty()) {
            return Plan.UNCHANGED;
        }
        if (found.size() > 1) {
            return new Plan.Rejected(
                    "several keys have this id; give the fingerprint of one: " + String.join("; ", found));
        }
        String fingerprint = found.getFirst().split(" ")[0];
        String end = fingerprint.substring(fingerprint.length() - 8).toLowerCase(Locale.ROOT);
        return change(
                "trust the key " + fingerprint + " no longer",
                Script.of("set -- " + ShellWords.join(List.of(fingerprint, end)) + "\n" + ERASE),
                trusted.without(found));
    }

    private static Plan change(String title, Script script, RpmKeys.Trusted after) {
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        script,
                        List.of(
                                new Effect.Opaque(
                                        "rpm keeps keys in files of its own",
                                        Reach.paths(RpmKeys.FOLDERS.toArray(String[]::new))),
                                new Effect.Sets<>(RpmKeys.KEY, after))));
    }
}
