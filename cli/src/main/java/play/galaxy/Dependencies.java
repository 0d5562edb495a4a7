package play.galaxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.source.Span;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** What roles and collections say that they need, at the place of what asked for them. */
final class Dependencies {
    private final String server;

    /** @param server that is asked where none is named */
    Dependencies(String server) {
        this.server = server;
    }

    /** @param folder that it is in */
    List<Requirement> of(Requirement of, Path folder) throws GalaxyException, IOException {
        List<Requirement> all = new ArrayList<>();
        if (of.kind() == Requirement.Kind.COLLECTION) {
            Fetched.described(folder)
                    .dependencies()
                    .forEach((name, range) -> all.add(new Requirement(
                            Requirement.Kind.COLLECTION,
                            Optional.of(String.valueOf(name)),
                            of.source() instanceof Requirement.Galaxy galaxy ? galaxy : new Requirement.Galaxy(server),
                            Optional.of(String.valueOf(range)).filter(text -> !text.equals("*")),
                            of.place())));
            return all;
        }
        for (String name : List.of("meta/main.yml", "meta/main.yaml")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                ofRole(folder.resolve(name), of.place(), all);
            }
        }
        return all;
    }

    /** Those that name a source or a role of a server; others stand beside the role already. */
    private void ofRole(Path meta, Span place, List<Requirement> all) {
        ProblemList aside = new ProblemList();
        TextFiles.read(meta, aside)
                .flatMap(source -> YamlReader.document(source, aside))
                .filter(YamlNode.Mapping.class::isInstance)
                .flatMap(root -> ((YamlNode.Mapping) root).get("dependencies"))
                .filter(YamlNode.Sequence.class::isInstance)
                .ifPresent(list -> {
                    List<Requirement> found = new ArrayList<>();
                    for (YamlNode item : ((YamlNode.Sequence) list).items()) {
                        new RequirementsReader(server, new ProblemList())
                                .roles(new YamlNode.Sequence(List.of(item), item.span()), found);
                    }
                    found.forEach(one ->
                            all.add(new Requirement(one.kind(), one.name(), one.source(), one.version(), place)));
                });
    }
}
