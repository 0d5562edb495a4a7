package play.modules.languages;

import play.module.ModuleSpec.Example;

/** Where examples of npm start from: a registry of their own, for no other can be reached. */
final class NpmExamples {
    private static final String FIRST = "- package: {name: [nodejs, npm], install_recommends: false}\n";

    /** A registry with two versions of a package that has a program, and a project that asks for the first. */
    private static final String REGISTRY = """
        mkdir -p /srv/registry/package /srv/app
        cat >/srv/registry/serve.js <<'END'
        const fs = require('fs'), url = 'http://127.0.0.1:4873/';
        const crypto = require('crypto'), dir = '/srv/registry/';
        require('http').createServer((ask, answer) => {
          const file = dir + ask.url.slice(1);
          if (ask.url.endsWith('.tgz')) return answer.end(fs.readFileSync(file));
          if (ask.url !== '/demo') { answer.statusCode = 404; return answer.end('{}'); }
          const versions = {};
          for (const v of ['1.0.0', '1.1.0', '2.0.0']) {
            const data = fs.readFileSync(dir + v + '.tgz');
            const integrity = 'sha512-' + crypto.createHash('sha512').update(data).digest('base64');
            versions[v] = {name: 'demo', version: v, bin: {demo: 'demo.js'},
              dist: {tarball: url + v + '.tgz', integrity}};
          }
          answer.end(JSON.stringify({name: 'demo', versions, 'dist-tags': {latest: '2.0.0'}}));
        }).listen(4873, '127.0.0.1');
        END
        cd /srv/registry
        for v in 1.0.0 1.1.0 2.0.0; do
          printf '{"name":"demo","version":"%s","bin":{"demo":"demo.js"}}' $v >package/package.json
          printf '#!/usr/bin/node\\nconsole.log("%s")\\n' $v >package/demo.js
          tar -czf $v.tgz package
        done
        printf '{"name":"app","version":"1.0.0","dependencies":{"demo":"^1.0.0"}}' >/srv/app/package.json
        systemd-run -q --unit registry --working-directory=/srv/registry node serve.js
        for i in 1 2 3 4 5 6 7 8 9; do
          node -e 'require("net").connect(4873).on("error", () => process.exit(1))
            .on("connect", () => process.exit())' && break
          sleep 0.3
        done
        cd /srv/app
        export npm_config_registry=http://127.0.0.1:4873/ npm_config_audit=false npm_config_update_notifier=false
        """;

    private static final String OF = "registry: http://127.0.0.1:4873/\n";
    private static final String APP = "path: /srv/app\n" + OF;
    private static final String OLD = REGISTRY + "npm install demo@1.0.0\n";

    private NpmExamples() {}

    static Example[] all() {
        return new Example[] {
            example("absent", REGISTRY, APP),
            example("drifted", OLD, "name: demo\nversion: 2.0.0\n" + APP),
            example("right", OLD, "name: demo\nversion: ^1.0\n" + APP),
            example("right, all that is asked for", OLD, APP + "ignore_scripts: true\n"),
            example("the newest that is allowed", OLD, APP + "state: latest\n"),
            example("as the lock file says", OLD + "rm -r node_modules/demo\n", APP + "ci: true\n"),
            example("right, as the lock file says", OLD, APP + "ci: true\n"),
            example("to be removed", OLD, "name: demo\nstate: absent\n" + APP),
            example("for the whole host", REGISTRY, "name: demo\nglobal: true\n" + OF),
            example(
                    "for the whole host, to be removed",
                    REGISTRY + "npm install --global demo\n",
                    "name: demo\nglobal: true\nstate: absent\n"),
            example("in a new directory", REGISTRY, "name: demo\npath: /srv/new\n" + OF)
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
