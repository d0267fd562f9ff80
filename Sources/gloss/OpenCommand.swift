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

  func run() throws { try OpenCommand.open(paths) }

  /// Shows `paths` full screen; prints the first as an outline where there is no screen.
  static func open(_ paths: [String]) throws {
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
    try FullScreen.show(paths)
  }
}

enum FullScreen {
  /// Shows `paths` until the reader quits.
  static func show(_ paths: [String]) throws {
    let surroundings = Surroundings()
    let paths = try paths.isEmpty ? standing(surroundings) : paths
    if let folders = try Notes.folders(of: paths, surroundings.store) {
      try show(folders, surroundings)
      return
    }
    let tree = try Notes.tree(of: Array(paths.prefix(1)), surroundings.store).tree
    let source = try read(tree[FileTree.root].path, surroundings.store)
    do {
      let session = try Session.open(
        tree, showing: source, surroundings: surroundings, terminal: try terminal())
      try say(session.run(showing: source))
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Shows folders of which only the beginning need be listed yet.
  private static func show(_ folders: NotebookFolders, _ surroundings: Surroundings) throws {
    do {
      // It goes on while the terminal is made ready.
      let lister = try Lister(of: folders)
      let session = try Session.open(
        folders.tree, of: folders, listedBy: lister, surroundings: surroundings, terminal: try terminal())
      guard !session.isEmpty else { throw Failure(Notes.nothing(in: folders.name)) }
      try say(session.run(showing: nil))
    } catch let error as StoreError {
      throw Failure(error.message)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Says what is left to be said after the screen.
  private static func say(_ words: [String]) throws {
    for word in words { Output.complain(word) }
    if !words.isEmpty { throw ExitCode(2) }
  }

  /// What is shown when nothing is named: the last notebook, else the notes of the current folder, else the tutorial.
  private static func standing(_ surroundings: Surroundings) throws -> [String] {
    if let last = Keeper(surroundings.store).programMemory?.lastNotebook {
      // Several folders and files are remembered together.
      for paths in [[last], last.split(separator: ":").map(String.init)]
      where paths.allSatisfy(FileManager.default.fileExists) { return paths }
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
