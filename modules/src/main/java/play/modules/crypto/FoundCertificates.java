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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * Certificates in files of a host. Private keys beside them never leave it.
 *
 * @param now the host's time
 * @param missing paths where nothing is
 * @param unreadable places that hold what should be a certificate and is none
 */
record FoundCertificates(Instant now, List<Found> found, List<String> missing, List<String> unreadable) implements HostState {
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
   */
  record Family(List<String> paths) implements StateFamily<FoundCertificates> {
    private static final String MARK = "\u001e";

    /** Of each file only what is public is read: blocks of certificates, and such fields of kubeconfigs. */
    private static final String READ =
        """
        date -u +%s
        read_one() {
          printf '\\036file %s\\n' "$1"
          sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$1"
          sed -n 's/^[ -]*\\(client-certificate-data\\|certificate-authority-data\\): *"\\{0,1\\}\\([A-Za-z0-9+\\/=]*\\)"\\{0,1\\} *$/field \\1 \\2/p' "$1"
        }
        for path do
          if [ -d "$path" ]; then
            find -L "$path" -type f -size -1024k \\( -name '*.crt' -o -name '*.pem' -o -name '*.cert' -o -name '*.conf' -o -name '*.kubeconfig' \\) | LC_ALL=C sort | while IFS= read -r file; do read_one "$file"; done
          elif [ -f "$path" ]; then read_one "$path"
          else printf '\\036missing %s\\n' "$path"
          fi
        done
        """;

    StateKey<FoundCertificates> key() {
      return key(String.join(" ", paths));
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
      return Script.of("set -- " + ShellWords.join(paths) + "\n" + READ);
    }

    @Override
    public Map<StateKey<FoundCertificates>, Observed<FoundCertificates>> parse(List<StateKey<FoundCertificates>> keys, ScriptResult result) {
      Observed<FoundCertificates> all =
          result.succeeded() ? Observed.read(parse(result.out())) : new Observed.Unknown<>("the certificates cannot be read: " + result.err().strip());
      Map<StateKey<FoundCertificates>, Observed<FoundCertificates>> states = new HashMap<>();
      keys.forEach(key -> states.put(key, all));
      return states;
    }

    private static FoundCertificates parse(String out) {
      String[] sections = out.split(MARK, -1);
      List<Found> found = new ArrayList<>();
      List<String> missing = new ArrayList<>();
      List<String> unreadable = new ArrayList<>();
      for (int i = 1; i < sections.length; i++) {
        List<String> lines = sections[i].lines().toList();
        String head = lines.getFirst();
        if (head.startsWith("missing ")) {
          missing.add(head.substring("missing ".length()));
        } else {
          file(head.substring("file ".length()), lines.subList(1, lines.size()), found, unreadable);
        }
      }
      return new FoundCertificates(Instant.ofEpochSecond(Long.parseLong(sections[0].strip())), found, missing, unreadable);
    }

    private static void file(String path, List<String> lines, List<Found> found, List<String> unreadable) {
      StringBuilder block = new StringBuilder();
      for (String line : lines) {
        if (line.startsWith("field ")) {
          String[] words = line.split(" ", -1);
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
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
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
