import App
import ArgumentParser
import Glibc
import Store
import Synchronization

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Make searches of a large folder quick.",
    discussion: """
      Reads the notes of a folder that are new or changed since the last time, and keeps in the cache folder what tells \
      which of them a search need not read. Searches find the same with and without it; the full screen keeps one for \
      folders of many notes by itself.
      """)

  @Argument(help: "A folder.")
  var folder: String

  /// Brings the search index of the notes up to date.
  ///
  /// - Throws: `Failure` where there are no notes at the path or the cache folder can't be written.
  func run() throws {
    let reader = try NoteReader(opening: [folder])
    let paths = reader.files.map { reader.tree[$0].path }
    guard let index = NoteIndex(of: folder, isNeeded: true, reader.environment, variables: processVariables()) else {
      throw Failure("the cache folder cannot be written")
    }
    let isTerminal = isatty(STDERR_FILENO) == 1
    let last = Mutex(0)
    index.refresh(paths) { done in
      guard isTerminal else { return true }
      last.withLock { last in
        guard done - last >= 100 || done == paths.count else { return }
        last = done
        let line = Array(("\r\(done) of \(paths.count) notes" + (done == paths.count ? "\n" : "")).utf8)
        _ = write(STDERR_FILENO, line, line.count)
      }
      return true
    }
    let count = paths.count { index.knows($0) }
    Output.write("\(count) of \(paths.count) notes are indexed\n")
    try reader.finish()
  }
}
