package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code play run}. */
final class RunCommand implements Command {
  private static final List<Option> OWN =
      List.of(
          Option.of("TAGS", "Only steps with one of these tags.", "-t", "--tags"),
          Option.of("TAGS", "No steps with one of these tags.", "--skip-tags"),
          Option.flag("Dry run: tell what would change, change nothing.", "-C", "--check"),
          Option.flag("Show what changes, contents of files too.", "-D", "--diff"),
          Option.of("N", "Hosts worked on at a time (50).", "-f", "--forks"),
          Option.of("USER", "Log in as this user.", "-u", "--user"),
          Option.of("FILE", "Log in with this key.", "--private-key"),
          Option.of("KIND", "ssh, openssh or local.", "-c", "--connection"),
          Option.of("SECONDS", "How long to try to connect.", "-T", "--timeout"),
          Option.of("HOW", "strict, accept-new or off.", "--host-key-checking"),
          Option.flag("Ask for the login password.", "-k", "--ask-pass"),
          Option.of("FILE", "Read the login password from a file.", "--connection-password-file"),
          Option.flag("Become another user.", "-b", "--become"),
          Option.of("USER", "The user to become (root).", "--become-user"),
          Option.of("METHOD", "sudo, su or doas (sudo).", "--become-method"),
          Option.flag("Ask for the become password.", "-K", "--ask-become-pass"),
          Option.of("FILE", "Read the become password from a file.", "--become-password-file"),
          Option.flag("Run notified handlers of failed hosts too.", "--force-handlers"),
          Option.flag("Check everything that can be checked without a host, and stop.", "--syntax-check"),
          Option.flag("List the steps that would run, and stop.", "--list-tasks"),
          Option.flag("List the hosts that would be worked on, and stop.", "--list-hosts"),
          Option.of("FILE", "Write all events as JSON lines.", "--events"),
          Option.flag("Show more; repeatable.", "-v", "--verbose"));

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String synopsis() {
    return "PLAYBOOK... -i INVENTORY [options]";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(Loaded.OPTIONS);
    options.addAll(OWN);
    return options;
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
    if (arguments.rest().isEmpty()) {
      throw new UsageException("'play run' needs a playbook");
    }
    Optional<RunSession> session = RunSession.prepare(arguments, terminal);
    return session.isEmpty() ? RunSession.PROBLEMS : session.get().run();
  }
}
