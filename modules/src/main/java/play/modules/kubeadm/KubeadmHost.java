package play.modules.kubeadm;

import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** What kubeadm has made of a host, told by the files it leaves in /etc/kubernetes. */
sealed interface KubeadmHost extends HostState {
    KubeadmHost BLANK = new Blank();

    StateKey<KubeadmHost> KEY = new Family().key("host");

    /** Part of no cluster. Authorities that were put there beforehand do not count: kubeadm takes them. */
    record Blank() implements KubeadmHost {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * Part of a cluster, with a certificate that its kubelet renews by itself.
     *
     * @param server URL of the API server that its kubelet speaks to
     */
    record Member(Role role, Foreseen<String> server) implements KubeadmHost {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * Begun and not ended.
     *
     * @param files those that are there, below /etc/kubernetes
     */
    record Unfinished(List<String> files) implements KubeadmHost {
        public Unfinished {
            files = List.copyOf(files);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** What a member is there for. */
    enum Role {
        NODE("a node"),
        CONTROL_PLANE("of the control plane");

        private final String shown;

        Role(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /**
     * Reads what there is. kubeadm ends both of its ways by giving the kubelet a certificate that is renewed, and names
     * it in kubelet.conf.
     */
    record Family() implements StateFamily<KubeadmHost> {
        private static final String RENEWED = "renewed";
        private static final String SERVER = "server ";
        private static final String FILE = "file ";
        private static final String END = "end";
        private static final String MANIFESTS = "manifests/";

        private static final String READ = """
            cd /etc/kubernetes 2>/dev/null || {
              LC_ALL=C stat -L /etc/kubernetes 2>&1 >/dev/null | grep -q ': No such file or directory$' &&
                echo end && exit 0
              cd /etc/kubernetes || exit 1
            }
            for file in admin.conf controller-manager.conf scheduler.conf kubelet.conf bootstrap-kubelet.conf \\
                manifests/*.yaml; do
              if [ -e "$file" ]; then printf 'file %s\\n' "$file"; fi
            done
            if [ -e kubelet.conf ]; then
              text=$(cat kubelet.conf) || exit 1
              case $text in *kubelet-client-current.pem*) echo renewed ;; esac
              printf '%s\\n' "$text" | sed -n 's/^ *server: */server /p' | head -n 1
            fi
            echo end
            """;

        @Override
        public String name() {
            return "kubeadm";
        }

        @Override
        public Class<KubeadmHost> type() {
            return KubeadmHost.class;
        }

        @Override
        public Script read(List<StateKey<KubeadmHost>> keys) {
            return Script.of(READ);
        }

        @Override
        public Told<KubeadmHost> told(List<StateKey<KubeadmHost>> keys, ScriptResult result)
                throws UnknownStateException {
            List<String> lines = result.lines();
            if (!lines.contains(END)) {
                throw result.unknown("what kubeadm made of the host cannot be read");
            }
            KubeadmHost host = host(lines);
            return (index, id) -> host;
        }

        private static KubeadmHost host(List<String> lines) {
            List<String> files = after(FILE, lines);
            Optional<String> server = after(SERVER, lines).stream().findFirst();
            if (files.isEmpty()) {
                return BLANK;
            }
            return lines.contains(RENEWED) && server.isPresent()
                    ? new Member(role(files), new Foreseen.Exactly<>(server.get()))
                    : new Unfinished(files);
        }

        private static Role role(List<String> files) {
            return files.contains(MANIFESTS + "kube-apiserver.yaml") ? Role.CONTROL_PLANE : Role.NODE;
        }

        private static List<String> after(String word, List<String> lines) {
            return lines.stream()
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).strip())
                    .toList();
        }
    }
}
