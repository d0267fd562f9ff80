import CThreads

/// The limits of the process (`ulimit`), as far as the full screen cannot do with less.
enum ProcessLimits {
  /// The files that are open at once in the worst case, standard input, output and errors among them, and the threads
  /// without which work waits for ever.
  private static let (files, threads): (CInt, CInt) = (16, 4)

  /// A sentence on the resource that the limits leave too little of; nil where there is enough of all.
  static var lack: String? {
    let way = "`gloss outline FILE` prints without it"
    if files_are_available(files - 3) == 0 {
      return "the full screen needs \(files) open files, and the limit leaves fewer (see `ulimit -n`); \(way)"
    }
    // Work that no thread takes would never be done, and the screen never change.
    if threads_are_available(threads) == 0 {
      return "the full screen needs \(threads) threads, and the system gives fewer (see `ulimit -u`, and `ulimit -v` "
        + "for their memory); \(way)"
    }
    return nil
  }
}
