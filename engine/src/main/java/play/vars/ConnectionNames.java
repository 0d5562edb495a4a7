package play.vars;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.inventory.FolderVars;
import play.inventory.HostVars;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Vars;
import play.source.Span;

/**
 * Finds variables whose names are nearly those by which a host is reached: a misspelled one would have no effect. Used
 * by one thread.
 */
public final class ConnectionNames {
    private static final int MOST_EDITS = 2;

    /** Variables of Ansible that say how a host is reached, whether or not they mean something here. */
    private static final Set<String> KNOWN =
            Set.copyOf(Arrays.asList("""
                ansible_connection ansible_host ansible_port ansible_user ansible_password ansible_timeout
                ansible_host_key_checking ansible_private_key ansible_private_key_file ansible_private_key_passphrase
                ansible_known_hosts_file ansible_pipelining
                ansible_ssh_host ansible_ssh_port ansible_ssh_user ansible_ssh_pass ansible_ssh_password
                ansible_ssh_timeout ansible_ssh_args ansible_ssh_common_args ansible_ssh_extra_args
                ansible_ssh_executable ansible_ssh_private_key ansible_ssh_private_key_file
                ansible_ssh_private_key_passphrase
                ansible_ssh_host_key_checking ansible_ssh_retries ansible_ssh_pipelining ansible_ssh_transfer_method
                ansible_ssh_use_tty ansible_ssh_verbosity ansible_ssh_password_mechanism ansible_sshpass_prompt
                ansible_ssh_pkcs11_provider ansible_ssh_server_alive_interval ansible_ssh_server_alive_count_max
                ansible_sftp_executable ansible_sftp_extra_args ansible_sftp_batch_mode ansible_scp_executable
                ansible_scp_extra_args
                ansible_control_path ansible_control_path_dir ansible_become ansible_become_user ansible_become_method
                ansible_become_pass ansible_become_password ansible_become_exe ansible_become_flags ansible_sudo
                ansible_sudo_user ansible_sudo_pass ansible_sudo_exe ansible_sudo_flags
                ansible_doas_user ansible_doas_pass ansible_doas_exe ansible_doas_flags
                ansible_su ansible_su_user ansible_su_pass ansible_su_exe ansible_su_flags
                ansible_shell_type ansible_shell_executable ansible_python_interpreter ansible_remote_tmp
                ansible_async_dir ansible_group_priority ansible_winrm_host ansible_winrm_port ansible_winrm_user
                ansible_winrm_password ansible_psrp_host ansible_psrp_port ansible_psrp_user
                """.strip().split("\\s+")));

    private final VariableSources sources;
    private final Set<String> others;
    private final Map<String, Optional<String>> meant = new HashMap<>();
    private final Problems problems;

    /** @param factNames without the prefix {@code ansible_} */
    public ConnectionNames(VariableSources sources, Set<String> factNames, Problems problems) {
        this.sources = sources;
        this.others = new LinkedHashSet<>(MagicVariables.NAMES);
        factNames.forEach(name -> others.add("ansible_" + name));
        this.problems = problems;
    }

    /** Looks at what inventories, folders of variables, {@code -e} and the plays define. */
    public void check(List<Play> plays) {
        sources.inventory().groups().values().forEach(group -> check(group.vars()));
        sources.inventory().hosts().values().forEach(host -> check(host.vars()));
        sources.folders().forEach(this::check);
        check(sources.invocation().extra());
        plays.forEach(this::check);
    }

    private void check(FolderVars folder) {
        folder.groups().values().forEach(this::check);
        folder.hosts().values().forEach(this::check);
    }

    private void check(HostVars vars) {
        vars.all().forEach((name, var) -> check(name, var.place()));
    }

    private void check(Play play) {
        Set<Vars> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.add(play.vars());
        play.varsFiles().forEach(file -> file.loaded().ifPresent(all::add));
        play.roles().forEach(role -> all.addAll(of(role)));
        StepTree.all(play).forEach(step -> all.addAll(of(step)));
        all.forEach(this::check);
        RunNames.made(play).forEach((name, ways) -> ways.getFirst().place().ifPresent(place -> check(name, place)));
    }

    private static List<Vars> of(Step step) {
        List<Vars> all = new ArrayList<>(step.context().vars());
        all.addAll(step.context().params());
        step.context().role().ifPresent(role -> all.addAll(of(role)));
        return step instanceof Include include
                ? Stream.concat(all.stream(), Stream.of(include.vars())).toList()
                : all;
    }

    private static List<Vars> of(RoleUse use) {
        return List.of(use.role().defaults(), use.role().vars(), use.vars(), use.params());
    }

    private void check(Vars vars) {
        vars.all().forEach((name, var) -> check(name, var.place()));
    }

    private void check(String name, Span place) {
        if (!name.startsWith("a") || KNOWN.contains(name) || others.contains(name)) {
            return;
        }
        // Hundreds of hosts may have the same name.
        meant.computeIfAbsent(name, ConnectionNames::nearest)
                .ifPresent(known -> problems.report(Diagnostic.warning(
                        "misspelled-connection",
                        "Unknown connection variable",
                        "'" + name + "' is not a connection variable. Did you mean '" + known
                                + "'? A variable of your own should not begin with 'ansible_'.",
                        place)));
    }

    private static Optional<String> nearest(String name) {
        return Suggestions.nearest(name, KNOWN).filter(known -> Suggestions.distance(name, known) <= MOST_EDITS);
    }
}
