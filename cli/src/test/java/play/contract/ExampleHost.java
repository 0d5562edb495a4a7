package play.contract;

import java.util.List;
import play.lab.LabException;

/** A host that examples of modules run on. */
public interface ExampleHost {
  /** An inventory file with this host alone. */
  String inventory();

  /** Brings the host to where examples start from. */
  void blank() throws LabException, InterruptedException;

  /** Runs a script as root, without {@code play}. */
  void script(String script) throws LabException, InterruptedException;

  /** What is on the host, found without {@code play}. */
  List<String> walk() throws LabException, InterruptedException;
}
