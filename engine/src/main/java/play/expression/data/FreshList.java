package play.expression.data;

import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A list that an evaluation made and may still change, for example by {@code append}. Never leaves the evaluation. */
public final class FreshList extends ArrayList<@Nullable Object> {
  private static final long serialVersionUID = 1L;

  public FreshList() {}

  public FreshList(Collection<? extends @Nullable Object> items) {
    super(items);
  }

  public static FreshList of(@Nullable Object... items) {
    FreshList list = new FreshList();
    for (Object item : items) {
      list.add(item);
    }
    return list;
  }
}
