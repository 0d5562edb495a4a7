package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.ShellWords;
import play.param.ContentJson;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredBy;
import play.param.RequiredOneOf;

/** What a project of compose is read from. */
@RequiredOneOf({"project_src", "definition"})
@MutuallyExclusive({"project_src", "definition"})
@MutuallyExclusive({"files", "definition"})
@RequiredBy(value = "definition", needs = "project_name")
public record ComposeSource(
        @Doc("Directory on the host with the project.") @HostPath
        Optional<String> projectSrc,

        @Doc("Name of the project; without, what its files say, or the directory's.")
        @Matches(value = "[a-z0-9][a-z0-9_-]*", expected = "small letters, digits, _ and -")
        Optional<String> projectName,

        @Doc("Its files, in the directory or as whole paths; without, compose.yaml or docker-compose.yml.")
        Optional<List<String>> files,

        @Doc("The project itself. Paths in it have to be whole; no file is made of it.")
        Optional<Map<String, Object>> definition,

        @Doc("Files with variables, in place of .env; in the directory or as whole paths.")
        Optional<List<String>> envFiles,

        @Doc("Profiles that are active.") Optional<List<String>> profiles,

        @Doc("Whether it is an error of its own that a file is missing; compose may find one in a directory above.")
        @Default("true")
        boolean checkFilesExisting) {
    /** What compose reads on standard input; empty where it reads files. */
    String stdin() {
        return definition.map(ContentJson::text).orElse("");
    }

    /** For people. */
    String described() {
        return projectName.orElse(projectSrc.orElse(""));
    }

    /** The words with which compose is told of it. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--project-directory", projectSrc.orElse("/")));
        projectName.ifPresent(name -> words.addAll(List.of("--project-name", name)));
        files.orElse(definition.isPresent() ? List.of("-") : List.of())
                .forEach(file -> words.addAll(List.of("--file", file)));
        envFiles.orElse(List.of()).forEach(file -> words.addAll(List.of("--env-file", file)));
        profiles.orElse(List.of()).forEach(profile -> words.addAll(List.of("--profile", profile)));
        return words;
    }

    /** Shell that goes where its files are, or calls {@code refuse} with the reason. */
    String entering() {
        if (projectSrc.isEmpty()) {
            return "";
        }
        String src = projectSrc.get();
        StringBuilder script = new StringBuilder("cd -- " + ShellWords.quote(src) + " 2>/dev/null || refuse "
                + ShellWords.quote("there is no directory " + src + " for this user") + "\n");
        if (!checkFilesExisting) {
            return script.toString();
        }
        if (files.isEmpty()) {
            script.append("[ -e compose.yaml ] || [ -e compose.yml ] || [ -e docker-compose.yaml ]"
                            + " || [ -e docker-compose.yml ] || refuse ")
                    .append(ShellWords.quote(
                            src + " has neither compose.yaml nor docker-compose.yml; name the file by" + " 'files'"))
                    .append('\n');
        }
        files.orElse(List.of())
                .forEach(file -> script.append("[ -e " + ShellWords.quote(file) + " ] || refuse "
                        + ShellWords.quote("there is no file " + file + " in " + src) + "\n"));
        return script.toString();
    }
}
