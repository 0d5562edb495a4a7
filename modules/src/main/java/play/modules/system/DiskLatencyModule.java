package play.modules.system;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** Whether a disk keeps small writes fast enough for a program that waits for each, as etcd does. */
public final class DiskLatencyModule implements Query<DiskLatencyModule.Params> {
    public record Params(
            @Doc("Path of a directory on the disk; where there is none yet, the nearest above it.") @HostPath
            String path,

            @Doc("Most milliseconds that a write may take on average.") @Default("10")
            double limit) {}

    record Result(
            @Doc("Directory in which a file was written and removed again.")
            String path,

            @Doc("Mean time of a write.") double milliseconds) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "disk_latency",
                    "Times a hundred small writes to a disk, each waited for until it is kept for good;"
                            + " fails where they take too long on average.",
                    Params.class,
                    new Example("where etcd keeps its data", "", "path: /var/lib/etcd\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(DiskLatency.Family.of(params.path()));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(DiskLatency.Family.of(params.path())), state -> switch (state) {
            case DiskLatency(String folder, double milliseconds)
            when milliseconds > params.limit() ->
                new Answer.Failed("the disk of " + folder + " takes " + rounded(milliseconds)
                        + " ms to keep a small write, more than " + params.limit() + " ms");
            case DiskLatency(String folder, double milliseconds) ->
                new Answer.Found(Map.of("path", folder, "milliseconds", rounded(milliseconds)));
        });
    }

    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * 1000) / 1000.0;
    }
}
