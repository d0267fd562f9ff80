import Dispatch
import Synchronization

/// A value that is made on another thread while its owner goes on.
final class Prepared<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)
  private let making = DispatchGroup()

  /// Begins to make the value.
  init(_ make: @Sendable @escaping () -> Value) {
    self.make = make
    DispatchQueue.global(qos: .userInitiated).async(group: making) { [self] in
      let value = make()
      made.withLock { $0 = value }
    }
  }

  /// The value; waits until it is made.
  var value: Value {
    making.wait()
    return made.withLock { $0 } ?? make()
  }
}
