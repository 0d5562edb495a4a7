package play.modules.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Alias;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;

/** What a container runs as, and with what. */
public record ContainerSettings(
        @Doc("User that it runs as, with a group after a colon.")
        Optional<String> user,

        @Doc("Directory that it runs in.") Optional<String> workingDir,

        @Doc("Directories of the host, or volumes, at paths in it: /srv/data:/data:ro.")
        @Matches(value = "[^\\r\\n]+", expected = "a place such as /srv/data:/data")
        Optional<List<String>> volumes,

        @Doc("Paths in it that are in memory: /run, /tmp:size=64m.")
        Optional<List<String>> tmpfs,

        @Doc("Devices of the host: /dev/sda:/dev/xvda:rwm.") Optional<List<String>> devices,

        @Doc("Whether it may do all that the host's root may.")
        Optional<Boolean> privileged,

        @Doc("Whether its own file system can't be written.")
        Optional<Boolean> readOnly,

        @Doc("Capabilities that it has beside the usual ones: NET_ADMIN.")
        Optional<List<String>> capabilities,

        @Doc("Capabilities that it has not.") Optional<List<String>> capDrop,

        @Doc("Options of its protection: no-new-privileges.")
        Optional<List<String>> securityOpts,

        @Doc("Settings of the kernel that are its own.") Optional<Map<String, String>> sysctls,

        @Doc("When it is started again: no, on-failure, always or unless-stopped.")
        @Matches(value = "no|on-failure|always|unless-stopped", expected = "no, on-failure, always or unless-stopped")
        Optional<String> restartPolicy,

        @Doc("How often, with on-failure.") @Range(from = 0, to = Integer.MAX_VALUE)
        Optional<Integer> restartRetries,

        @Doc("Driver of its log.") Optional<String> logDriver,

        @Doc("Options of that driver.") @Alias("log_opt") Optional<Map<String, String>> logOptions,

        @Doc("Whether a program of the daemon's is its first process.")
        Optional<Boolean> init,

        @Doc("Whether it has a terminal.") Optional<Boolean> tty,

        @Doc("Whether its standard input stays open.") Optional<Boolean> interactive,

        @Doc("Signal that stops it.") Optional<String> stopSignal,

        @Doc("How long it gets to stop, in seconds.") @Range(from = 0, to = Integer.MAX_VALUE)
        Optional<Integer> stopTimeout,

        @Doc("Namespace of its IPC: host, or container:NAME.")
        Optional<String> ipcMode,

        @Doc("Namespace of its processes: host, or container:NAME.")
        Optional<String> pidMode,

        @Doc("Groups that its processes are in beside.") Optional<List<String>> groups,

        @Doc("Program that runs it.") Optional<String> runtime,

        @Doc("Whether it goes once it has ended.") Optional<Boolean> autoRemove) {}
