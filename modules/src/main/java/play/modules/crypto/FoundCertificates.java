package play.modules.crypto;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Certificates in files of a host. Private keys beside them never leave it.
 *
 * @param now the host's time
 * @param missing paths where nothing is
 * @param unreadable places that hold what should be a certificate and is none
 */
record FoundCertificates(Instant now, List<Found> found, List<String> missing, List<String> unreadable)
        implements HostState {
    /**
     * One certificate.
     *
     * @param place the file, in a kubeconfig with the field
     */
    record Found(String place, X509Certificate certificate) {}

    FoundCertificates {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
        unreadable = List.copyOf(unreadable);
    }

    @Override
    public boolean present() {
        return !found.isEmpty();
    }

    /**
     * Finds them.
     *
     * @param paths files, kubeconfigs and folders, with what is below them
     * @param kept whether they are below the controller's state folder, and not on the host
     */
    record Family(List<String> paths, boolean kept) implements StateFamily<FoundCertificates> {
        /** Of each file only what is public is read: blocks of certificates, and such fields of kubeconfigs. */
        private static final String READ = """
            date -u +%s
            printf '\\0'
            read_files='
              for file do
                printf "file\\0%s\\0" "$file"
                sed -n "/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p" "$file" | tr -d "\\0"
                sed -n "s/^[ -]*\\(client-certificate-data\\|certificate-authority-data\\): *[\\"]\\{0,1\\}\
            \\([A-Za-z0-9+\\/=]*\\)[\\"]\\{0,1\\} *$/field \\1 \\2/p" "$file"
                printf "\\0"
              done'
            for path do
              if [ -d "$path" ]; then
                find -L "$path" -type f -size -1024k \\( -name '*.crt' -o -name '*.pem' -o -name '*.cert' \\
                  -o -name '*.conf' -o -name '*.kubeconfig' \\) -exec sh -c "$read_files" sh {} +
              elif [ -f "$path" ]; then sh -c "$read_files" sh "$path"
              else printf 'neither\\0%s\\0%s\\0' "$path" "$(LC_ALL=C stat -L -- "$path" 2>&1 >/dev/null)"
              fi
            done
            """;

        private static final String BELOW_THE_STATE = "cd \"${PLAY_STATE:?is not set}\" 2>/dev/null || cd /\n";

        private static final Shape TIME = Shape.of(" ", "seconds");
        private static final Shape FILE = Shape.ofParts("kind path text");

        /** On the host. */
        Family(List<String> paths) {
            this(paths, false);
        }

        /** What the controller keeps of a cluster. */
        static Family keptOf(String cluster) {
            return new Family(List.of("pki/" + cluster), true);
        }

        StateKey<FoundCertificates> key() {
            String id = String.join(" ", paths);
            return kept ? new StateKey<>(Realm.CONTROLLER, this, id) : key(id);
        }

        @Override
        public String name() {
            return "certificates in";
        }

        @Override
        public Class<FoundCertificates> type() {
            return FoundCertificates.class;
        }

        @Override
        public Script read(List<StateKey<FoundCertificates>> keys) {
            return Script.of((kept ? BELOW_THE_STATE : "") + "set -- " + ShellWords.join(paths) + "\n" + READ);
        }

        @Override
        public Told<FoundCertificates> told(List<StateKey<FoundCertificates>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the certificates cannot be read");
            Parts parts = Parts.of(result);
            Instant now = TIME.read(parts.next("the time")).time("seconds");
            FoundCertificates all = found(now, parts.all(FILE));
            return (index, id) -> all;
        }

        private static FoundCertificates found(Instant now, List<Fields> told) throws UnknownStateException {
            SortedMap<String, String> files = new TreeMap<>();
            List<Found> found = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            for (Fields file : told) {
                String path = file.text("path");
                String text = file.text("text");
                switch (file.text("kind")) {
                    case "file" -> files.put(path, text);
                    case "neither" -> (text.endsWith(": No such file or directory") ? missing : unreadable).add(path);
                    case String other -> throw UnknownStateException.expected("file or neither", other);
                }
            }
            files.forEach((path, text) -> file(path, text.lines().toList(), found, unreadable));
            return new FoundCertificates(now, found, missing, unreadable);
        }

        private static void file(String path, List<String> lines, List<Found> found, List<String> unreadable) {
            StringBuilder block = new StringBuilder();
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                if (words.length == 3 && words[0].equals("field")) {
                    certificates(path + " (" + words[1] + ")", decoded(words[2]), found, unreadable);
                } else {
                    block.append(line).append('\n');
                }
            }
            if (!block.isEmpty()) {
                certificates(path, block.toString().getBytes(StandardCharsets.US_ASCII), found, unreadable);
            }
        }

        private static byte[] decoded(String base64) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }

        private static void certificates(String place, byte[] pem, List<Found> found, List<String> unreadable) {
            try {
                int before = found.size();
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                    found.add(new Found(place, (X509Certificate) certificate));
                }
                if (found.size() == before) {
                    unreadable.add(place);
                }
            } catch (CertificateException e) {
                unreadable.add(place);
            }
        }
    }
}
