package play.modules.acme;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Procedure;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.param.RequiredOneOf;
import play.result.When;
import play.value.Foreseen;

/** Certificates from an authority that speaks ACME, in two tasks: one orders, one fetches. */
public final class AcmeCertificateModule implements Procedure<AcmeCertificateModule.Params> {
    @RequiredOneOf({"account_key_src", "account_key_content"})
    @MutuallyExclusive({"account_key_src", "account_key_content"})
    @RequiredOneOf({"csr", "csr_content"})
    @MutuallyExclusive({"csr", "csr_content"})
    @RequiredOneOf({"dest", "fullchain_dest"})
    public record Params(
            @Inline AcmeAccess access,

            @Doc("Address for mail that the authority may write to.")
            @Matches(value = "[^\\s\"\\\\,]+@[^\\s\"\\\\,]+", expected = "an address for mail")
            Optional<String> accountEmail,

            @Doc("Whether you agree to the authority's terms of service; needed where the account is made.")
            @Default("false")
            boolean termsAgreed,

            @Doc("Whether the account is made where there is none, and gets another address for mail.") @Default("true")
            boolean modifyAccount,

            @Doc("How it is proved that names are yours: http-01, dns-01, tls-alpn-01, or 'no challenge' where the"
                    + " authority knows.")
            @Default("http-01")
            @Matches(
                    value = "http-01|dns-01|tls-alpn-01|no challenge",
                    expected = "http-01, dns-01, tls-alpn-01 or 'no challenge'")
            String challenge,

            @Doc("File on the host with the request; openssl_csr makes one. Its key stays where it is.")
            @Alias("src")
            @HostPath
            Optional<String> csr,

            @Doc("The request itself.") Optional<String> csrContent,

            @Doc("What the task that ordered has registered. With it the names are proved and the certificate is"
                    + " fetched; without it one is ordered.")
            Optional<OrderData> data,

            @Doc("File on the host that gets the certificate.") @Alias("cert") @HostPath
            Optional<String> dest,

            @Doc("File that gets the certificate and those that signed it.") @Alias("fullchain") @HostPath
            Optional<String> fullchainDest,

            @Doc("File that gets those that signed it.") @Alias("chain") @HostPath
            Optional<String> chainDest,

            @Doc("With fewer days left a new one is ordered.") @Default("10") @Range(from = 0, to = 10_000)
            int remainingDays,

            @Doc("Whether a new one is ordered however many days are left.") @Default("false")
            boolean force) {
        private List<String> certificates() {
            List<String> paths = new ArrayList<>();
            dest.map(Paths::clean).ifPresent(paths::add);
            fullchainDest.map(Paths::clean).ifPresent(paths::add);
            return paths;
        }

        private Optional<StateKey<PemText>> requestFile() {
            return csr.map(Paths::clean).map(PemText::at);
        }

        private Optional<String> order() {
            return data.flatMap(OrderData::order);
        }
    }

    record Result(
            @Doc("How many days the certificate is still valid; -1 where there is none.")
            long certDays,

            @Doc("What is to be shown where, by name and kind of challenge: resource and resource_value, of dns-01 also"
                    + " record; nothing for names that are proved.")
            @When("something is ordered or fetched")
            Optional<Map<String, @Nullable Object>> challengeData,

            @Doc("Values of records of DNS, by their names.") @When("something is ordered or fetched")
            Optional<Map<String, List<String>>> challengeDataDns,

            @Doc("What the authority says of each name.") @When("something is ordered or fetched")
            Optional<Map<String, @Nullable Object>> authorizations,

            @Doc("Address of the account.") @When("something is ordered or fetched")
            Optional<String> accountUri,

            @Doc("Address of the order.") @When("something is ordered or fetched")
            Optional<String> orderUri,

            @Doc("Address that the request goes to.") @When("something is ordered or fetched")
            Optional<String> finalizationUri) {}

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String YAML = "account_key_src: /etc/acme/account.key\nacme_directory:"
            + " https://acme-v02.api.letsencrypt.org/directory\nterms_agreed: true\n"
            + "csr: /etc/acme/www.csr\ndest: /etc/acme/www.crt\nfullchain_dest: /etc/acme/www-chain.crt\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "acme_certificate",
                    "Orders a certificate from an authority such as Let's Encrypt (ACME, RFC 8555), then fetches it."
                            + " The first task tells what is to be shown to prove that the names are yours. Once that"
                            + " is shown, a second one with its result as 'data' fetches the certificate. Nothing is"
                            + " done while the one that is there lasts. The host needs curl and openssl.",
                    Params.class,
                    new Example("order", "", YAML + "remaining_days: 30\n"),
                    new Example("fetch", "", YAML + "remaining_days: 30\ndata: \"{{ ordered }}\"\n"),
                    new Example("by DNS", "", YAML + "challenge: dns-01\n"))
            .alias("community.crypto.acme_certificate")
            .insteadOf(new Program("certbot"), new Program("acme.sh"), new Program("lego"), new Program("dehydrated"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params
                .csrContent()
                .filter(pem -> Pem.request(pem).isEmpty())
                .map(pem ->
                        new Binding.Fault("csr_content", "it is no request for a certificate in PEM that names a host"))
                .stream()
                .toList();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.certificates().forEach(path -> keys.add(PemText.at(path)));
        params.requestFile().ifPresent(keys::add);
        return keys;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        long days = Long.MAX_VALUE;
        for (String path : params.certificates()) {
            switch (known.of(PemText.at(path))) {
                case Observed.Unknown<PemText>(String why) -> {
                    return new Decision.Undetermined(why);
                }
                case Observed.Known<PemText>(PemText held, var how) ->
                    days = Math.min(days, Pem.days(held.text(), held.now()));
            }
        }
        return days >= params.remainingDays() && !params.force()
                ? new Decision.Needless(Map.of("cert_days", days))
                : request(params, known);
    }

    private static Decision request(Params params, Knowledge known) {
        if (params.requestFile().isEmpty()) {
            return asked(params, params.csrContent().orElse(""), "csr_content");
        }
        StateKey<PemText> file = params.requestFile().get();
        return switch (known.of(file)) {
            case Observed.Unknown<PemText>(String why) -> new Decision.Undetermined(why);
            case Observed.Known<PemText>(PemText held, var how) ->
                held.text()
                        .map(pem -> asked(params, pem, file.id()))
                        .orElseGet(() -> new Decision.Rejected(
                                "there is no request for a certificate in " + file.id() + "; openssl_csr makes one"));
        };
    }

    private static Decision asked(Params params, String pem, String where) {
        return Pem.request(pem)
                .<Decision>map(request -> new Decision.Do(
                        params.order().isPresent() ? fetching(params, request) : ordering(params, request)))
                .orElseGet(() ->
                        new Decision.Rejected(where + " holds no request for a certificate in PEM that names a host"));
    }

    private static String begin(Params params) {
        Optional<String> contact = params.accountEmail().map(address -> "mailto:" + address);
        String account = params.modifyAccount()
                ? "{\"termsOfServiceAgreed\":" + params.termsAgreed()
                        + contact.map(to -> ",\"contact\":[\"" + to + "\"]").orElse("") + "}"
                : "{\"onlyReturnExisting\":true}";
        return FileScript.FUNCTIONS
                + AcmeScript.BEGIN
                + params.access().settings()
                + "account=" + ShellWords.quote(account)
                + "\ncontact=" + ShellWords.quote(params.modifyAccount() ? contact.orElse("") : "") + "\n"
                + AcmeScript.FUNCTIONS
                + AcmeScript.KEY
                + AcmeScript.ACCOUNT;
    }

    private static Action.Run ordering(Params params, Pem.Asked request) {
        String identifiers = request.identifiers().stream()
                .map(Pem.Identifier::json)
                .collect(Collectors.joining(",", "{\"identifiers\":[", "]}"));
        String script = begin(params)
                + "identifiers=" + ShellWords.quote(identifiers) + "\n"
                + AcmeScript.ORDER
                + Ordered.PRINT_END;
        return new Action.Run("order a certificate for " + names(request), within(script), List.of());
    }

    private static String names(Pem.Asked request) {
        return request.identifiers().stream().map(Pem.Identifier::value).collect(Collectors.joining(", "));
    }

    private static Script within(String script) {
        return Script.of(script).within(LONGEST);
    }

    private static Action.Run fetching(Params params, Pem.Asked request) {
        String challenge = params.challenge().equals("no challenge") ? "" : params.challenge();
        StringBuilder script = new StringBuilder(begin(params))
                .append("order=")
                .append(ShellWords.quote(params.order().orElse("")))
                .append("\nrequest=")
                .append(request.encoded())
                .append("\nchallenge=")
                .append(ShellWords.quote(challenge))
                .append('\n')
                .append(AcmeScript.PROVE)
                .append(AcmeScript.FETCH);
        List<String> written = new ArrayList<>();
        params.chainDest().ifPresent(path -> written.add(writing(script, path, "chain")));
        params.fullchainDest().ifPresent(path -> written.add(writing(script, path, "fullchain")));
        params.dest().ifPresent(path -> written.add(writing(script, path, "cert")));
        script.append(AcmeScript.PRINT)
                .append(Ordered.PRINT_END)
                .append("printf '%s\\0' \"$(date +%s)\" \"$(cat \"$work/cert\")\"\n");
        Effect brought = new Effect.Opaque(
                "the authority makes the certificate during the run", Reach.paths(written.toArray(String[]::new)));
        return new Action.Run(
                "fetch the certificate for " + names(request), within(script.toString()), List.of(brought));
    }

    /** A file that is there keeps its owner and mode; anybody may read a new one, since a certificate is no secret. */
    private static String writing(StringBuilder script, String at, String part) {
        String path = Paths.clean(at);
        Foreseen<String> kept = new Foreseen.Later<>("a file that is there keeps it");
        FileState.Attributes attributes =
                new FileState.Attributes(kept, kept, new Foreseen.Later<>("a file that is there keeps it"));
        script.append("(\nset -e\np=")
                .append(ShellWords.quote(path))
                .append("\nplay_enter\nnew=\n[ -e \"$n\" ] || new=yes\n")
                .append(FileScript.write(
                        attributes, "cat \"$work/" + part + "\"", "[ -z \"$new\" ] || chmod -- 0644 \"$f\"\n"))
                .append(") || exit\n");
        return path;
    }

    @Override
    public boolean printsWords() {
        return false;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        try {
            Ordered order = Ordered.of(done);
            result.putAll(order.result());
            boolean fetched =
                    order.rest().size() == 2 && order.rest().getFirst().matches("[0-9]{1,12}");
            result.put(
                    "cert_days",
                    fetched
                            ? Pem.days(
                                    Optional.of(order.rest().getLast()),
                                    Long.parseLong(order.rest().getFirst()))
                            : -1L);
        } catch (UnknownStateException e) {
            return result;
        }
        return result;
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        if (!done.succeeded()) {
            return Optional.of(done.err().strip());
        }
        try {
            Ordered.of(done).result();
            return Optional.empty();
        } catch (UnknownStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
