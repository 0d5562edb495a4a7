package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** Which Python the packages are for, and how a virtual environment is made where there is none. */
record PipPlace(
        @Doc("Directory of a virtual environment, which is made where there is none.") @HostPath(relative = true)
        Optional<String> virtualenv,

        @Doc("Command that makes it, such as python3 -m venv.") @Default("virtualenv")
        String virtualenvCommand,

        @Doc("Python that it is made with, for the command virtualenv.")
        Optional<String> virtualenvPython,

        @Doc("Whether it sees the packages of the Python that it is made with.") @Default("false")
        boolean virtualenvSitePackages,

        @Doc("Name or path of the pip, rather than the one of python3.")
        @Matches(value = "[^-\\s]\\S*", expected = "a program")
        Optional<String> executable,

        @Doc("Directory that pip runs in; relative paths begin there.") @HostPath
        Optional<String> chdir,

        @Doc("The umask of pip, in octal digits.") @Matches(value = "[0-7]{1,4}", expected = "octal digits")
        Optional<String> umask,

        @Doc("Whether packages may come into a Python that belongs to the host's own packages.") @Default("false")
        boolean breakSystemPackages) {

    /** Absolute path of the virtual environment. */
    Optional<String> environment() {
        return virtualenv.map(this::absolute);
    }

    String absolute(String path) {
        return path.startsWith("/") ? path : chdir.orElse("/tmp") + "/" + path;
    }

    /** How pip is called, as far as the task tells it. */
    List<String> command() {
        return environment()
                .map(folder -> List.of(folder + "/bin/pip3"))
                .or(() -> executable.map(List::of))
                .orElseGet(() -> new ArrayList<>(List.of("python3", "-m", "pip")));
    }
}
