import ArgumentParser
import CursesTerminal
import Foundation
import Glibc
import Notebook
import Store

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Show notes full screen (this is what gloss does without a command).",
    shouldDisplay: false)

  @Argument(help: "Markdown files or folders; - is standard input.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("A notebook that was left for this one by a link.", visibility: .private))
  var left: [String] = []

  @Option(help: ArgumentHelp("The heading to go to.", visibility: .private))
  var anchor: String?

  func run() throws { try OpenCommand.open(paths, by: Way(left: left, anchor: anchor)) }

  /// Shows `paths` full screen; prints the first as an outline where there is no screen.
  static func open(_ paths: [String], by way: Way = Way()) throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      guard let path = paths.first else {
        throw Failure("name a file: with standard output not a terminal, its outline is printed")
      }
      var outline = OutlineCommand()
      outline.path = path
      outline.depth = nil
      outline.format = .text
      try outline.run()
      return
    }
    try FullScreen.show(paths, by: way)
  }
}

enum FullScreen {
  /// Shows `paths` until the reader quits, or goes on to other notes.
  static func show(_ paths: [String], by way: Way = Way()) throws {
    let surroundings = Surroundings()
    let paths = try paths.isEmpty ? standing(surroundings) : paths
    if let folders = try Notes.folders(of: paths, surroundings.store) {
      try show(folders, by: way, surroundings)
      return
    }
    let tree = try Notes.tree(of: Array(paths.prefix(1)), surroundings.store).tree
    let source = try read(tree[FileTree.root].path, surroundings.store)
    do {
      let session = try Session.open(
        tree, showing: source, by: way, surroundings: surroundings, terminal: try terminal())
      try end(session.run(showing: source), way)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Shows folders of which only the beginning need be listed yet.
  private static func show(_ folders: NotebookFolders, by way: Way, _ surroundings: Surroundings) throws {
    do {
      // It goes on while the terminal is made ready.
      let lister = try Lister(of: folders)
      let session = try Session.open(
        folders.tree, of: folders, listedBy: lister, by: way, surroundings: surroundings, terminal: try terminal())
      guard !session.isEmpty else { throw Failure(Notes.nothing(in: folders.name)) }
      try end(session.run(showing: nil), way)
    } catch let error as StoreError {
      throw Failure(error.message)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Goes where a session leads, or says what is left to be said after it: that is not hidden by another screen.
  private static func end(_ ending: (words: [String], next: Way.Step?, notebook: String), _ way: Way) throws {
    for word in ending.words { Output.complain(word) }
    if !ending.words.isEmpty { throw ExitCode(2) }
    guard let next = ending.next else { return }
    way.take(next, from: ending.notebook)
    throw Failure("where the link leads can't be shown: \(String(cString: strerror(errno)))")
  }

  /// What is shown when nothing is named: the last notebook, else the notes of the current folder, else the tutorial.
  private static func standing(_ surroundings: Surroundings) throws -> [String] {
    if let last = Keeper(surroundings.store).programMemory?.lastNotebook, let paths = Way.paths(of: last) {
      return paths
    }
    var here = try? FolderListing(of: ".", surroundings.store)
    return here?.next() != nil ? ["."] : [try Tutorial.freshCopy()]
  }

  /// Reads the file, or enough of it, before the screen is taken, so that a complaint is left to be read.
  private static func read(_ path: String, _ environment: StoreEnvironment) throws -> SourceFile {
    do throws(StoreError) {
      return try Keeper.readBeginning(path, environment)
    } catch {
      throw Failure(error.message)
    }
  }

  /// Where the keys come from: standard input, or the terminal itself where notes come that way.
  private static func terminal() throws -> CInt {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw TerminalError.notATerminal }
    return descriptor
  }
}
