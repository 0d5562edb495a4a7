package play.modules.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;

/** Whether servers show the certificates that their files hold: one that was renewed counts only once it is served. */
public final class CertgenServedModule implements Query<CertgenServedModule.Params> {
    /** A port and the file its server has its certificate from. */
    public record Server(
            @Doc("Address to connect to, as seen from the host.")
            @Matches(value = "[A-Za-z0-9_.:-]+", expected = "an address or a host name")
            String address,

            @Doc("TCP port.") @Range(from = 1, to = 65535) int port,

            @Doc("File of the certificate on the host.") @HostPath
            String path) {}

    public record Params(@Doc("The servers.") List<Server> servers) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "certgen_served",
            "Compares the certificates that servers present by TLS with those in their files; fails if one differs or "
                    + "is missing.",
            Params.class,
            new Example(
                    "a member of etcd",
                    "",
                    "servers:\n  - {address: 192.0.2.14, port: 2379, path: /etc/etcd/pki/server.crt}\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.servers().stream()
                .<StateKey<?>>map(ServedCertificate.Family::at)
                .toList();
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        List<String> faults = new ArrayList<>();
        for (Server server : params.servers()) {
            String place = server.address() + ":" + server.port();
            switch (known.of(ServedCertificate.Family.at(server))) {
                case Observed.Unknown<ServedCertificate>(String why) -> faults.add(why);
                case Observed.Known<ServedCertificate>(ServedCertificate seen, var how)
                when seen.served().isEmpty() -> faults.add(place + " presents no certificate");
                case Observed.Known<ServedCertificate>(ServedCertificate seen, var how)
                when seen.stored().isEmpty() ->
                    faults.add(server.path() + " contains no certificate, but " + place + " serves one");
                case Observed.Known<ServedCertificate>(ServedCertificate seen, var how)
                when !seen.served().equals(seen.stored()) ->
                    faults.add(place + " serves another certificate (" + seen.served() + ") than " + server.path()
                            + " holds (" + seen.stored() + "), so it has not read the file since it changed");
                case Observed.Known<ServedCertificate> same -> {}
            }
        }
        return faults.isEmpty() ? new Answer.Found(Map.of()) : new Answer.Failed(String.join("; ", faults));
    }
}
