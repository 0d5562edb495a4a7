package play.host;

import play.value.Bytes;

/** What a path holds, for diffs and for modules that edit in place. */
public sealed interface FileText extends HostState {
  record Missing() implements FileText {
    @Override
    public boolean present() {
      return false;
    }
  }

  record Held(Bytes bytes) implements FileText {
    @Override
    public boolean present() {
      return true;
    }
  }

  /**
   * More than {@link FileTexts#LIMIT} bytes.
   *
   * @param size in bytes
   */
  record TooLarge(long size) implements FileText {
    @Override
    public boolean present() {
      return true;
    }
  }
}
