import Dispatch
import Glibc
import Synchronization

/// A value that is made on a thread of its own while its owner goes on.
///
/// A plain thread: the program's first value is wanted before there is any queue, and setting up the queues takes
/// longer than most of what is prepared.
final class Prepared<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)
  private let making = DispatchGroup()

  /// Begins to make the value.
  init(_ make: @Sendable @escaping () -> Value) {
    self.make = make
    making.enter()
    var thread = pthread_t()
    let work = Unmanaged.passRetained(
      Work { [self] in
        let value = make()
        made.withLock { $0 = value }
        making.leave()
      })
    let status = pthread_create(
      &thread, nil,
      { context in
        context.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      work.release()
      making.leave()
    }
  }

  /// The value; waits until it is made, or makes it where there was no thread for it.
  var value: Value {
    making.wait()
    return made.withLock { $0 } ?? make()
  }
}

/// What a thread is to do, as an object that its C interface can carry.
private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @Sendable @escaping () -> Void) { self.run = run }
}
