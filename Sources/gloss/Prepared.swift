import Dispatch
import Synchronization

/// A value that is made on another thread while its owner goes on.
final class Prepared<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let making = DispatchGroup()

  private init() {}

  /// Begins to make a value.
  static func making(_ make: @Sendable @escaping () -> Value) -> Prepared {
    let prepared = Prepared()
    DispatchQueue.global(qos: .userInitiated).async(group: prepared.making) {
      let value = make()
      prepared.made.withLock { $0 = value }
    }
    return prepared
  }

  /// The value; waits until it is made. Nil is never seen.
  var value: Value? {
    making.wait()
    return made.withLock { $0 }
  }
}
