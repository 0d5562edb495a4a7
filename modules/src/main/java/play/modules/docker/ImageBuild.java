package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** How an image is built. */
public record ImageBuild(
        @Doc("Directory on the host with what it is built of.") @HostPath
        String path,

        @Doc("Name of the Dockerfile, in that directory or as a whole path.")
        Optional<String> dockerfile,

        @Doc("Arguments of the build.") Optional<Map<String, String>> args,

        @Doc("Labels of the image.") Optional<Map<String, String>> labels,

        @Doc("Stage that is built.") Optional<String> target,

        @Doc("Network of the steps.") Optional<String> network,

        @Doc("Platform that it is built for, such as linux/arm64.")
        Optional<String> platform,

        @Doc("Whether newer versions of the images it is built on are fetched.") @Default("false")
        boolean pull,

        @Doc("Whether nothing of earlier builds is used.") @Default("false")
        boolean nocache,

        @Doc("Whether containers between the steps are removed.") @Default("true")
        boolean rm) {
    /** The words with which it is built. */
    List<String> words(String reference) {
        List<String> words = new ArrayList<>(List.of("build", "--quiet", "--tag", reference));
        dockerfile.ifPresent(name -> words.addAll(List.of("--file", name.startsWith("/") ? name : path + "/" + name)));
        args.orElse(Map.of()).forEach((name, value) -> words.addAll(List.of("--build-arg", name + "=" + value)));
        labels.orElse(Map.of()).forEach((name, value) -> words.addAll(List.of("--label", name + "=" + value)));
        target.ifPresent(name -> words.addAll(List.of("--target", name)));
        network.ifPresent(name -> words.addAll(List.of("--network", name)));
        platform.ifPresent(name -> words.addAll(List.of("--platform", name)));
        if (pull) {
            words.add("--pull");
        }
        if (nocache) {
            words.add("--no-cache");
        }
        words.add("--rm=" + rm);
        words.add(path);
        return words;
    }
}
