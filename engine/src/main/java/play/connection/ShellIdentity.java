package play.connection;

/**
 * Which process on a host a shell is, so that it can be ended from another shell and never mistaken for a later process
 * with the same number.
 *
 * @param startTicks when it started, in clock ticks since the host did
 * @param boot which start of the host this is
 */
record ShellIdentity(long pid, String startTicks, String boot) {
  private static final int START_TIME = 19;

  /**
   * Reads what {@code /proc} says.
   *
   * @param stat a line of {@code /proc/PID/stat}
   */
  static ShellIdentity parse(String boot, String stat) {
    long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new ShellIdentity(pid, fields[START_TIME], boot);
  }
}
