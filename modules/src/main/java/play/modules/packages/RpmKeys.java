package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;

/** The keys that rpm trusts for packages. */
record RpmKeys() implements StateFamily<RpmKeys.Trusted> {
    static final StateKey<Trusted> KEY = new RpmKeys().key("rpm");

    /** Where the keys are: of the host's own packages, and of rpm as Debian has it, for root. */
    static final List<String> FOLDERS = List.of("/var/lib/rpm", "/usr/lib/sysimage/rpm", "/root/.rpmdb");

    /** Looks at a copy: rpm makes its database where there is none, and writes beside it while it reads. */
    private static final String READ = """
        command -v rpm >/dev/null || { echo 'the host has no rpm' >&2; exit 1; }
        db=$(rpm --eval '%{_dbpath}')
        t=$(mktemp -d) || exit 1
        trap 'rm -rf "$t"' EXIT
        if [ -d "$db" ]; then
          cp -R "$db" "$t/db" || exit 1
          rpm --dbpath "$t/db" -q gpg-pubkey --qf '%{description}\\n' |
            sed 's/^package gpg-pubkey is not installed$//'
        fi
        printf '\\0'
        """;

    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    /** @param keys fingerprints of each key, and of its subkeys after it, with blanks between them; sorted */
    record Trusted(List<String> keys) implements HostState {
        Trusted {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean present() {
            return true;
        }

        /** The keys that an id is of: the end of the id of a key or a subkey, or a whole fingerprint. */
        List<String> with(String id) {
            return keys.stream()
                    .filter(key -> List.of(key.split(" ")).stream().anyMatch(print -> is(print, id)))
                    .toList();
        }

        private static boolean is(String fingerprint, String id) {
            return id.length() <= 16 ? fingerprint.endsWith(id) : fingerprint.equals(id);
        }

        Trusted and(List<String> fingerprints) {
            TreeSet<String> all = new TreeSet<>(keys);
            all.add(String.join(" ", fingerprints));
            return new Trusted(List.copyOf(all));
        }

        Trusted without(List<String> gone) {
            return new Trusted(keys.stream().filter(key -> !gone.contains(key)).toList());
        }
    }

    /** An id as rpm compares it. */
    static String normal(String id) {
        return id.replace(" ", "").replaceFirst("^0[xX]", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public String name() {
        return "trusted keys";
    }

    @Override
    public Class<Trusted> type() {
        return Trusted.class;
    }

    @Override
    public Place under() {
        return Place.below(FOLDERS.toArray(String[]::new));
    }

    @Override
    public Script read(List<StateKey<Trusted>> keys) {
        return Script.of(READ);
    }

    @Override
    public Told<Trusted> told(List<StateKey<Trusted>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the keys that rpm trusts cannot be read");
        String text = Parts.of(result).next("keys");
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            int next = text.indexOf(BEGIN, at + 1);
            String block = next < 0 ? text.substring(at) : text.substring(at, next);
            List<String> fingerprints = OpenPgpKeys.fingerprints(Bytes.of(block));
            if (fingerprints.isEmpty()) {
                throw UnknownStateException.expected("a public key of OpenPGP", block);
            }
            found.add(String.join(" ", fingerprints));
        }
        Trusted trusted = new Trusted(found.stream().sorted().toList());
        return (index, id) -> trusted;
    }
}
