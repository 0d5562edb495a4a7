package play.modules.etcd;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;

/** The alarms that members of an etcd cluster raise. */
public final class EtcdctlAlarmListModule implements Query<EtcdctlAlarmListModule.Params> {
    public record Params(@Doc("How etcd is reached.") EtcdClient client) {
        private StateKey<EtcdAlarms> alarms() {
            return new EtcdAlarms.Family(client).at("alarms");
        }
    }

    record Result(@Doc("The alarms that are raised.") List<Raised> alarms) {
        record Raised(
                @Doc("Id of the member, hexadecimal.") String memberId,
                @Doc("NOSPACE or CORRUPT.") String alarm) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_alarm_list",
                    "Lists the alarms of an etcd cluster.",
                    Params.class,
                    new Example("all alarms", "", Examples.CLIENT))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.alarms());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                known.of(params.alarms()),
                found -> new Answer.Found(Map.of(
                        "alarms",
                        found.raised().stream()
                                .map(raised -> Map.of("member_id", raised.member(), "alarm", raised.alarm()))
                                .toList())));
    }
}
