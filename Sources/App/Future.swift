import Dispatch
import Synchronization

/// A value that is made on a thread of its own while its owner goes on.
final class Future<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)
  private let making = DispatchGroup()

  /// Begins to make the value.
  init(_ make: @Sendable @escaping () -> Value) {
    self.make = make
    making.enter()
    let isMade = DetachedThread.run { [self] in
      let value = make()
      made.withLock { $0 = value }
      making.leave()
    }
    if !isMade { making.leave() }
  }

  /// The value; waits until it is made, or makes it where there was no thread for it.
  var value: Value {
    making.wait()
    return made.withLock { $0 } ?? make()
  }
}
