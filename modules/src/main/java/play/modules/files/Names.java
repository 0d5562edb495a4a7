package play.modules.files;

/** Names of users and groups as owners of files. Numbers are not taken: {@code stat} shows names, and they would differ for ever. */
public final class Names {
  public static final String PATTERN = "[A-Za-z_][A-Za-z0-9_.-]*\\$?";
  public static final String EXPECTED = "a name (not a number)";

  private Names() {}
}
