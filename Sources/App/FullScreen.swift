import CursesTerminal
import Glibc
import Notebook
import Store

/// A notebook on the whole screen, from the paths to the end of the program.
package enum FullScreen {
  /// Shows `paths` until the reader quits, or goes on to other notes.
  ///
  /// - Throws: `Failure` where there are no notes at a path, a file can't be read, or the terminal can't be used; the
  ///   screen is left as it was then.
  package static func show(_ paths: [String], by history: NotebookHistory = NotebookHistory()) throws {
    if let lack = ProcessLimits.lack { throw Failure(lack) }
    let environment = ProgramEnvironment()
    let terminal = TerminalSetup(environment)
    let paths = try paths.isEmpty ? defaultPaths(environment) : paths
    if let folders = try PathArguments.folders(of: paths, environment.store) {
      try show(folders, by: history, environment, on: terminal)
      return
    }
    let tree = try PathArguments.tree(of: Array(paths.prefix(1)), environment.store).tree
    let source = try read(tree[FileTree.root].path, environment.store)
    do {
      let loop = try EventLoop.open(
        tree, showing: source, by: history, environment: environment, terminal: terminal)
      try end(loop.run(showing: source), history)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Shows folders of which only the beginning need be listed yet.
  private static func show(
    _ folders: NotebookRoots, by history: NotebookHistory, _ environment: ProgramEnvironment, on terminal: TerminalSetup
  ) throws {
    do {
      // It goes on while the terminal is made ready.
      let scanner = try FolderScanner(of: folders)
      let loop = try EventLoop.open(
        folders.tree, of: folders, scannedBy: scanner, by: history, environment: environment, terminal: terminal)
      guard !loop.isEmpty else { throw Failure(PathArguments.nothing(in: folders.name)) }
      try end(loop.run(showing: nil), history)
    } catch let error as StoreError {
      throw Failure(error.message)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Goes where a loop leads, or says what is left to be said after it: that is not hidden by another screen.
  private static func end(
    _ ending: (words: [String], next: NotebookHistory.Step?, notebook: String), _ history: NotebookHistory
  ) throws {
    for word in ending.words { Output.printError(word) }
    if !ending.words.isEmpty { throw Failure.reported }
    guard let next = ending.next else { return }
    history.exec(next, from: ending.notebook)
    throw Failure("where the link leads can't be shown: \(String(cString: strerror(errno)))")
  }

  /// Returns the paths to show when none is named: the last notebook, else the notes of the current folder, else the
  /// tutorial.
  private static func defaultPaths(_ environment: ProgramEnvironment) throws -> [String] {
    if let last = SourceService(environment.store).appState?.lastNotebook, let paths = NotebookHistory.paths(of: last) {
      return paths
    }
    var here = try? FolderListing(of: ".", environment.store)
    return here?.next() != nil ? ["."] : [try Tutorial.freshCopy()]
  }

  /// Reads the file, or enough of it, before the screen is taken, so that a complaint is left to be read.
  private static func read(_ path: String, _ environment: StoreEnvironment) throws -> SourceFile {
    do throws(StoreError) {
      return try SourceService.readBeginning(path, environment)
    } catch {
      throw Failure(error.message)
    }
  }
}
