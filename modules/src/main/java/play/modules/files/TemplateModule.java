package play.modules.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.TemplateFile;
import play.value.Content;

/** A file on the host rendered from a template on the controller. */
public final class TemplateModule implements Resource<TemplateModule.Params> {
    public record Params(
            @Doc("Template on the controller, searched in the role's and the playbook's directory templates.")
            TemplateFile src,

            @Doc("Path on the host; a directory, or a path that ends in a slash, takes the file under the"
                    + " template's name.")
            @HostPath
            @Means(Meaning.DESTINATION)
            String dest,

            @Inline TemplateWriting writing,
            @Inline Placing placing) {

        private Content content() {
            return writing.of(src.content());
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "template",
                    "Renders a template of the controller to a file on the host.",
                    Params.class,
                    new Example("absent", "", "src: example.conf.j2\ndest: /srv/example.conf\n"),
                    new Example(
                            "drifted",
                            "echo old >/srv/example.conf",
                            "src: example.conf.j2\ndest: /srv/example.conf\n"),
                    new Example(
                            "absent: with the template's mode",
                            "",
                            "src: example.conf.j2\ndest: /srv/example.conf\nmode: preserve\n"),
                    new Example(
                            "with other line ends",
                            "printf 'listen = 8080\\n' >/srv/example.conf",
                            "src: example.conf.j2\ndest: /srv/example.conf\nnewline_sequence: \"\\r\\n\"\n"
                                    + "lstrip_blocks: true\noutput_encoding: latin-1\n"),
                    new Example(
                            "right",
                            "printf 'listen = 8080\\n' >/srv/example.conf",
                            "src: example.conf.j2\ndest: /srv/example.conf\n"))
            .returns(FileResult.OfDest.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return destination(params).probes(params.placing().ownership());
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.writing().faults();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.writing()
                .unwritable(params.src().content())
                .<Plan>map(Plan.Rejected::new)
                .orElseGet(() -> destination(params)
                        .plan(
                                known,
                                (path, now) -> params.placing()
                                        .plan(
                                                path,
                                                params.content(),
                                                params.src().mode(),
                                                now)));
    }

    private static Destination destination(Params params) {
        return new Destination(
                params.dest(), Optional.of(Paths.name(params.src().name())));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = params.placing().at(destination(params).path(after), after);
        return FileResult.of("dest", path, params.content(), after);
    }
}
