import CThreads

/// A thread for what the first frame waits for.
///
/// A thread of POSIX: making the first dispatch queue takes longer than most of that work.
enum DetachedThread {
  /// Runs `work` on a thread of its own, and on another processor than this one's, where there is any.
  ///
  /// - Returns: false where there is no thread to be had; then nothing is run.
  static func run(_ work: @Sendable @escaping () -> Void) -> Bool {
    let carried = Unmanaged.passRetained(Work(run: work))
    let status = start_thread_elsewhere(
      { context in context.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() } }, carried.toOpaque())
    if status != 0 { carried.release() }
    return status == 0
  }

  /// The work of a thread, as an object that can be passed through its C interface.
  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(run: @Sendable @escaping () -> Void) { self.run = run }
  }
}
