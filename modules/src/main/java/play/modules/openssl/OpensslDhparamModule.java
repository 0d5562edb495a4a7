package play.modules.openssl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.MadeFile;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Range;
import play.result.When;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

/** Parameters of Diffie and Hellman's exchange, which servers of TLS offer. */
public final class OpensslDhparamModule implements Resource<OpensslDhparamModule.Params> {
    public record Params(
            @Doc("Bits of the prime. One of 4096 takes minutes to find.")
            @Default("4096")
            @Range(from = 512, to = 16384)
            int size,

            @Doc("Whether the result has the parameters.") @Default("false")
            boolean returnContent,

            @Inline Placement placement) {
        private StateKey<HeldParameters> key() {
            return HeldParameters.at(placement.at());
        }
    }

    record Result(
            @Doc("The path.") String filename,
            @Doc("Bits of the prime that is wanted.") long size,

            @Doc("The parameters.") @When("return_content is true and state is present")
            Optional<String> dhparams,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String MADE = "openssl dhparam -out /etc/dh.pem 512 2>/dev/null\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssl_dhparam",
                    "Makes parameters of Diffie and Hellman's exchange on the host. The host needs openssl.",
                    Params.class,
                    new Example("absent", "", "path: /etc/dh.pem\nsize: 512\nreturn_content: true\n"),
                    new Example("drifted", MADE, "path: /etc/dh.pem\nsize: 576\nbackup: true\nmode: '0640'\n"),
                    new Example("right", MADE, "path: /etc/dh.pem\nsize: 512\n"),
                    new Example("drifted: something else", "echo x >/etc/dh.pem\n", "path: /etc/dh.pem\nsize: 512\n"),
                    new Example("to be removed", MADE, "path: /etc/dh.pem\nstate: absent\n"))
            .alias("community.crypto.openssl_dhparam")
            .insteadOf(new Program("openssl", "^(?!.*\\sdhparam\\b.*\\s-out\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.placement().probes(List.of(params.key()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement()
                .plan(
                        known,
                        now -> Plan.on(now.of(params.key()), held -> {
                            MadeFile file = params.placement().file();
                            boolean right = held instanceof HeldParameters.Of there
                                    && there.bits() == params.size()
                                    && !params.placement().force();
                            return right ? file.kept(now) : file.made(making(params), now);
                        }));
    }

    private static MadeFile.Making making(Params params) {
        return new MadeFile.Making(
                "make parameters of " + params.size() + " bits in "
                        + params.placement().at(),
                Openssl.NEEDED + "make() { openssl dhparam " + params.size() + " 2>/dev/null; }\n",
                "make",
                Bytes.EMPTY,
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(
                        params.key(),
                        new HeldParameters.Of(params.size(), new Foreseen.Later<>("they are made during the run")))),
                false);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        result.put("size", (long) params.size());
        if (params.placement().wanted() && params.returnContent()) {
            switch (after.of(params.key())) {
                case Observed.Unknown<HeldParameters>(String why) -> result.put("dhparams", new Unknown(why));
                case Observed.Known<HeldParameters>(HeldParameters.Of held, var how) ->
                    result.put("dhparams", held.pem().orUnknown());
                case Observed.Known<HeldParameters>(HeldParameters other, var how) -> {}
            }
        }
        return result;
    }
}
