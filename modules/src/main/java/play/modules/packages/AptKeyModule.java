package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Ownership;
import play.files.Steps;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.Presence;
import play.param.RequiredBy;
import play.param.RequiredOneOf;
import play.value.Bytes;
import play.value.Content;

/** A key that apt trusts for all sources, as a file: apt-key, which Ansible's module calls, is gone from Debian. */
public final class AptKeyModule implements Resource<AptKeyModule.Params> {
    private static final String FOLDER = "/etc/apt/trusted.gpg.d";

    @RequiredOneOf({"url", "data", "file", "id", "keyring"})
    @MutuallyExclusive({"url", "data", "file", "keyserver"})
    @RequiredBy(value = "keyserver", needs = "id")
    public record Params(
            @Doc("Id or fingerprint that the key must have; its file is named after it.")
            @Matches(value = "(0[xX])?[0-9A-Fa-f ]{8,60}", expected = "8 to 40 hex digits")
            Optional<String> id,

            @Doc("Address of the key, which the host fetches by apt's own program.")
            @Matches(value = "https?://\\S+", expected = "an address that begins with http:// or https://")
            Optional<String> url,

            @Doc("The armored key itself.") Optional<String> data,

            @Doc("Path of the key on the host.") @HostPath Optional<String> file,

            @Doc("Path of the file that apt gets; else one below /etc/apt/trusted.gpg.d, named after the id, the"
                    + " address or the file.")
            @HostPath
            Optional<String> keyring,

            @Doc("Whether apt is to trust it.") @Default("present")
            Presence state,

            @Doc("A server that has the key of this id: keyserver.ubuntu.com (asked by HTTPS), hkp://HOST:PORT, or an"
                    + " address.")
            @Matches(
                    value = "((hkps?|https?)://)?[A-Za-z0-9.-]+(:[0-9]+)?/?",
                    expected = "a host, such as keyserver.ubuntu.com, or hkp://HOST:PORT")
            Optional<String> keyserver,

            @Doc("Whether certificates of a server are checked.")
            @NoEffect("They always are. Leave it out.")
            @Default("true")
            boolean validateCerts) {
        /** Where the host fetches it. */
        private Optional<String> address() {
            return url.or(() -> keyserver.map(server -> KeyServer.of(server, id.orElse(""))));
        }

        private String name() {
            return id.map(text -> text.replaceFirst("^0[xX]", "").replace(" ", ""))
                    .or(() -> url.map(text -> text.replaceFirst("^\\w+://", "")))
                    .or(() -> file.map(text -> text.substring(text.lastIndexOf('/') + 1)))
                    .or(() -> data.map(text -> Bytes.of(text.strip()).sha256().substring(0, 16)))
                    .orElse("")
                    .replaceFirst("\\.(asc|gpg)$", "")
                    .replaceAll("[^A-Za-z0-9]+", "_");
        }

        private String path(boolean armored) {
            return keyring.orElseGet(() -> FOLDER + "/" + name() + (armored ? ".asc" : ".gpg"));
        }
    }

    record Result(
            @Doc("Path of the file that apt gets, or had.") String path) {}

    private static final String ARMORED = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
            + "mDMEZ0AAABYJKwYBBAHaRw8BAQdAAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBka\nGxwdHh8=\n"
            + "-----END PGP PUBLIC KEY BLOCK-----\n";

    private static final String TASK =
            "data: |\n  " + ARMORED.strip().replace("\n", "\n  ") + "\nkeyring: /etc/apt/trusted.gpg.d/example.asc\n";

    private static final String WRITTEN = "cat >/etc/apt/trusted.gpg.d/example.asc <<'END'\n" + ARMORED + "END\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "apt_key",
                    "Has apt trust a key for all sources, or trust it no longer. A key for one source is better given"
                            + " to deb822_repository.",
                    Params.class,
                    new Example("absent", "", TASK),
                    new Example("drifted", "echo other >/etc/apt/trusted.gpg.d/example.asc", TASK),
                    new Example("right", WRITTEN + "chmod 644 /etc/apt/trusted.gpg.d/example.asc", TASK),
                    new Example(
                            "to be removed", WRITTEN, "keyring: /etc/apt/trusted.gpg.d/example.asc\nstate: absent\n"))
            .asInAnsible()
            .insteadOf(new Program("apt-key", "\\s(list|finger|export|exportall)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        boolean given = params.address().isPresent()
                || params.data().isPresent()
                || params.file().isPresent();
        return params.state() == Presence.PRESENT && !given
                ? List.of(new Binding.Fault(
                        "url", "where the key comes from is missing: 'url', 'data', 'file' or 'keyserver'"))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        if (params.state() == Presence.ABSENT) {
            return files(params).stream()
                    .flatMap(file -> file.probes().stream())
                    .<StateKey<?>>map(key -> key)
                    .toList();
        }
        List<StateKey<?>> keys = new ArrayList<>();
        params.address().ifPresent(address -> keys.add(RemoteKeys.at(address)));
        params.file().ifPresent(file -> keys.add(FileTexts.at(file)));
        return keys;
    }

    private static List<WantedAbsence> files(Params params) {
        return List.of(true, false).stream()
                .map(params::path)
                .distinct()
                .map(path -> new WantedAbsence(path, false))
                .toList();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            List<Function<Knowledge, Plan>> steps = files(params).stream()
                    .<Function<Knowledge, Plan>>map(file -> file::plan)
                    .toList();
            return Steps.inOrder(known, steps);
        }
        if (params.address().isPresent()) {
            return Plan.on(known.of(RemoteKeys.at(params.address().get())), key -> trust(params, key.bytes(), known));
        }
        return params.file()
                .map(file -> Plan.on(known.of(FileTexts.at(file)), text -> switch (text) {
                    case FileText.Held(Bytes bytes, boolean secret) -> trust(params, bytes, known);
                    case FileText.TooLarge large -> new Plan.Rejected(file + " is too large for a key");
                    case FileText.Missing missing -> new Plan.Rejected(file + " is no file on the host");
                }))
                .orElseGet(() -> trust(params, Bytes.of(params.data().orElse("")), known));
    }

    private static Plan trust(Params params, Bytes key, Knowledge known) {
        List<String> fingerprints = OpenPgpKeys.fingerprints(key);
        if (fingerprints.isEmpty()) {
            return new Plan.Rejected("what is given is no public key of OpenPGP");
        }
        if (params.id().filter(id -> !OpenPgpKeys.has(key, id)).isPresent()) {
            return new Plan.Rejected("the key does not have the id "
                    + params.id().get() + "; it has " + String.join(", ", fingerprints));
        }
        WantedFile file = new WantedFile(
                params.path(RemoteKeys.Key.isArmored(key.utf8())),
                Content.of(key),
                new WantedAttributes(Ownership.ANY, Optional.of(new WantedMode.Exactly(new Mode(0644)))));
        return file.asking(known).orElseGet(() -> file.plan(known));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("path", params.path(isArmored(params, after)));
        return result;
    }

    private static boolean isArmored(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            return true;
        }
        Optional<Bytes> key = params.address()
                .map(url -> known.of(RemoteKeys.at(url)) instanceof Observed.Known<RemoteKeys.Key>(var it, var h)
                        ? it.bytes()
                        : Bytes.EMPTY)
                .or(() -> params.file()
                        .map(file -> known.of(FileTexts.at(file))
                                        instanceof
                                        Observed.Known<FileText>(FileText.Held(Bytes bytes, boolean s), var h)
                                ? bytes
                                : Bytes.EMPTY));
        return key.map(bytes -> RemoteKeys.Key.isArmored(bytes.utf8())).orElse(true);
    }
}
