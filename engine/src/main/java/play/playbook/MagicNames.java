package play.playbook;

import java.util.Set;

/** Names of variables that the engine itself defines. */
public final class MagicNames {
    /** Those that it defines wherever something is evaluated, so that nothing else can. */
    public static final Set<String> ALWAYS = Set.of(
            "inventory_hostname",
            "inventory_hostname_short",
            "groups",
            "group_names",
            "hostvars",
            "playbook_dir",
            "ansible_play_hosts",
            "ansible_play_hosts_all",
            "ansible_play_batch",
            "play_hosts",
            "ansible_check_mode",
            "ansible_diff_mode",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_version",
            "ansible_facts",
            "omit",
            "vars",
            "ansible_play_name",
            "role_names",
            "ansible_role_names",
            "ansible_play_role_names",
            "ansible_dependent_role_names",
            "ansible_search_path");

    private MagicNames() {}
}
