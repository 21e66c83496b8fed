package audiostream.engine.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parcels by the time at which they are due: a binary heap over slots that are made once and used
 * again. More slots are made only when more are under way than ever before. One thread at a time.
 */
final class ParcelQueue {

  private final int mostParcels;

  /** The heap: the first {@link #waiting} wait, those behind them are free. */
  private final List<Parcel> parcels = new ArrayList<>();

  private int waiting;
  private long entered;

  /**
   * @param parcels that are made at once
   * @param mostParcels that are ever made
   */
  ParcelQueue(int parcels, int mostParcels) {
    this.mostParcels = mostParcels;
    for (int i = 0; i < parcels; i++) {
      this.parcels.add(new Parcel());
    }
  }

  /** A free parcel, to be filled and {@link #add}ed; null when all are under way. */
  @Nullable Parcel free() {
    if (waiting < parcels.size()) {
      return parcels.get(waiting);
    }
    if (waiting == mostParcels) {
      return null;
    }
    Parcel more = new Parcel();
    parcels.add(more);
    return more;
  }

  /** The parcel that {@link #free} gave last is under way. */
  void add(long deliveryNs) {
    Parcel added = parcels.get(waiting);
    added.due(deliveryNs, entered++);
    int hole = waiting++;
    while (hole > 0 && added.isBefore(parcels.get((hole - 1) / 2))) {
      parcels.set(hole, parcels.get((hole - 1) / 2));
      hole = (hole - 1) / 2;
    }
    parcels.set(hole, added);
  }

  int size() {
    return waiting;
  }

  /** When the next is due; {@code Long.MAX_VALUE} when none is under way. */
  long nextNs() {
    return waiting == 0 ? Long.MAX_VALUE : parcels.getFirst().deliveryNs();
  }

  /**
   * Takes the next out; null when none is under way. Its content holds until the next {@link
   * #free}.
   */
  @Nullable Parcel remove() {
    if (waiting == 0) {
      return null;
    }
    Parcel first = parcels.getFirst();
    Parcel last = parcels.get(--waiting);
    int hole = 0;
    for (int child = earlierChild(hole);
        child < waiting && parcels.get(child).isBefore(last);
        child = earlierChild(hole)) {
      parcels.set(hole, parcels.get(child));
      hole = child;
    }
    parcels.set(hole, last);
    parcels.set(waiting, first);
    return first;
  }

  private int earlierChild(int parent) {
    int left = 2 * parent + 1;
    int right = left + 1;
    return right < waiting && parcels.get(right).isBefore(parcels.get(left)) ? right : left;
  }
}
