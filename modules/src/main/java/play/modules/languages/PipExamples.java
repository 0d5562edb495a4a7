package play.modules.languages;

import play.module.ModuleSpec.Example;

/** Where examples of pip start from: packages of their own, for no index can be reached. */
final class PipExamples {
    private static final String VENV = "virtualenv: /srv/venv\nvirtualenv_command: python3 -m venv\n";

    private static final String YAML =
            "name: demo\nversion: '2'\nextra_args: --no-index --find-links /srv/wheels\n" + VENV;

    /** Wheels of two versions of a package with nothing in it. */
    static final String WHEELS = """
        mkdir -p /srv/wheels && python3 - <<'END'
        import zipfile
        for v in '1', '2':
            with zipfile.ZipFile('/srv/wheels/demo-%s-py3-none-any.whl' % v, 'w') as z:
                d = 'demo-%s.dist-info/' % v
                z.writestr('demo.py', 'version = %s' % v)
                z.writestr(d + 'METADATA', 'Metadata-Version: 2.1\\nName: demo\\nVersion: %s\\n' % v)
                w = 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n'
                z.writestr(d + 'WHEEL', w)
                z.writestr(d + 'RECORD', '')
        END
        """;

    private static final String INSTALLED = WHEELS + "python3 -m venv /srv/venv\n"
            + "/srv/venv/bin/pip install -q --no-index --find-links /srv/wheels demo==";

    private static final String FIRST = "- package: {name: python3-venv}\n";

    private PipExamples() {}

    static Example[] all() {
        return new Example[] {
            new Example("absent", WHEELS, YAML).after(FIRST),
            new Example("drifted", INSTALLED + "1", YAML).after(FIRST),
            new Example("right", INSTALLED + "2", YAML).after(FIRST),
            new Example(
                            "a file of requirements",
                            INSTALLED + "1\necho 'demo>1 # newer' >/srv/requirements.txt\n",
                            "requirements: requirements.txt\nchdir: /srv\n"
                                    + "extra_args: --no-index --find-links /srv/wheels\n" + VENV)
                    .after(FIRST),
            new Example("to be removed", INSTALLED + "2", "name: demo\nstate: absent\n" + VENV).after(FIRST)
        };
    }
}
