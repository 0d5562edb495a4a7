package play.host;

/** What one thing on a host is like: an immutable record, whose components are what a diff shows. */
public interface HostState {
  /** Whether the thing is there at all. */
  boolean present();
}
